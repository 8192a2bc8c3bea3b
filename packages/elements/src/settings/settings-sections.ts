/** The sections of the settings, in their order. */
export const settingsSections = ['fields', 'pipelines', 'team', 'labels', 'replies', 'chat', 'presets', 'data'] as const;
export type SettingsSection = (typeof settingsSections)[number];

export const isSection = (name: string | undefined): name is SettingsSection =>
  (settingsSections as readonly (string | undefined)[]).includes(name);
