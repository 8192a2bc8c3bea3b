import type { PortIdentity } from '@crm-elements/data';
import { newId, type Json } from '@crm-elements/schema';
import type { ChatIdentity } from './chat.types.js';
import type { DeviceStore } from './device-store.js';

/** What the device remembers of a visitor, under `visitor`. */
export interface KeptVisitor {
  id: string;
  identity?: PortIdentity;
  /** The page said who it is, and has to say when it is somebody else. */
  signedIn?: boolean;
  /** The workspace knows of the visitor, or will. */
  hasWritten?: boolean;
}

/** Who chats: what the device remembers, and what the page and the visitor have said since. */
export class ChatVisitor {
  #kept: KeptVisitor = { id: newId() };
  #claimed: PortIdentity | undefined;
  #signedIn = false;

  get id(): string {
    return this.#kept.id;
  }

  get hasWritten(): boolean {
    return this.#kept.hasWritten === true;
  }

  get identity(): PortIdentity {
    return { ...this.#kept.identity, ...this.#claimed };
  }

  /** What an agent may want to know of who writes, as far as the browser says it by itself. */
  surroundings(host: HTMLElement): PortIdentity {
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
    const language = host.closest('[lang]')?.getAttribute('lang');
    return { ...this.identity, ...(timeZone && { timeZone }), ...(language && { language }) };
  }

  /** What the page says. */
  signIn({ name, email, phone }: ChatIdentity): void {
    this.#claimed = { ...(name && { name }), ...(email && { email }), ...(phone && { phone }) };
    this.#signedIn = true;
  }

  /** What visitors say of themselves. */
  introduce(identity: PortIdentity): void {
    this.#claimed = { ...this.#claimed, ...identity };
  }

  /** Somebody else was signed in, here or on this device, and the page says so now only. */
  isAnothers(kept: KeptVisitor | undefined = this.#kept): boolean {
    const [before, now] = [kept?.identity?.email, this.#signedIn ? this.#claimed?.email : undefined];
    return kept?.signedIn === true && before !== undefined && now !== undefined && before.toLowerCase() !== now.toLowerCase();
  }

  /** Takes over what the device remembers. */
  recall(kept: KeptVisitor): void {
    this.#kept = kept;
  }

  async keep(device: DeviceStore): Promise<void> {
    await device.put('visitor', this.#kept as unknown as Json);
  }

  /** @returns whether there was something new to keep */
  async keepIdentity(device: DeviceStore): Promise<boolean> {
    const { identity } = this;
    if (JSON.stringify(identity) === JSON.stringify(this.#kept.identity ?? {})) return false;
    this.#kept = { ...this.#kept, identity, ...(this.#signedIn && { signedIn: true }) };
    await this.keep(device);
    return true;
  }

  /** From now on the workspace may know of them. */
  async keepWritten(device: DeviceStore): Promise<void> {
    this.#kept = { ...this.#kept, hasWritten: true };
    await this.keep(device);
  }
}
