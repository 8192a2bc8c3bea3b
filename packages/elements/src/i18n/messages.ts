/** Arms of a plural message, chosen by `Intl.PluralRules` for its `count`. */
export type PluralArms = { readonly other: string } & { readonly [Arm in Exclude<Intl.LDMLPluralRule, 'other'>]?: string };

/** A text with `{names}` to be filled in, or one for each plural arm. */
export type Message = string | PluralArms;

/** Texts of one widget, by their keys. */
export type Messages = Readonly<Record<string, Message>>;

/** The same texts in another language: each key is there, and any message may have plural arms of its own. */
export type Translated<M extends Messages> = { readonly [Key in keyof M]: Message };

type NamesIn<Text> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | NamesIn<Rest> : never;
type TextOf<M extends Message> = M extends string ? M : M extends PluralArms ? M['other'] | 'count{count}' : never;

/** What a message wants to be filled in with. */
export type ValuesOf<M extends Message> = { readonly [Name in NamesIn<TextOf<M>>]: string | number };

/** `[values]` for a message with names in it, nothing for one without. */
export type ValueArguments<M extends Message> = [NamesIn<TextOf<M>>] extends [never] ? [] : [values: ValuesOf<M>];
