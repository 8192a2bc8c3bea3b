import { briefcase, file, list, messageSquare, reply, squareCheckBig, tag, users } from '../internal/icons.js';
import type { SettingsSection } from './settings-sections.js';

export const sectionIcons: Readonly<Record<SettingsSection, string>> = {
  fields: list,
  pipelines: briefcase,
  team: users,
  labels: tag,
  replies: reply,
  chat: messageSquare,
  presets: squareCheckBig,
  data: file,
};
