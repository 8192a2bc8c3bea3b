import { css, html, nothing, type TemplateResult } from 'lit';
import type { ChatGreeting, ChatPrechatField } from '../../chat-widget/chat.types.js';
import type { settingsForms } from '../../i18n/en/settings-forms.js';
import type { Localizer } from '../../internal/locale.js';
import { prechatKinds, type PrechatKind } from './prechat-kinds.js';

interface Preview {
  readonly localizer: Localizer<typeof settingsForms>;
  readonly greeting: ChatGreeting | undefined;
  readonly prechatFields: readonly ChatPrechatField[];
}

const nameOf = ({ t }: Preview['localizer'], { name, label }: ChatPrechatField): string =>
  label || (prechatKinds.includes(name as PrechatKind) ? t(`prechat.${name as PrechatKind}`) : name);

/** The first look at the chat, as it is stored. A picture: nothing in it can be pressed. */
export function renderChatPreview({ localizer, greeting = {}, prechatFields }: Preview): TemplateResult {
  const { t } = localizer;
  const { brand, title, text, replyTime, options = [] } = greeting;
  return html`<figure class="chat-preview" aria-label=${t('chat.preview')}>
    <div class="chat-head">
      <strong>${brand ? html`<bdi>${brand}</bdi>` : t('chat.yourCompany')}</strong>
      ${title ? html`<span><bdi>${title}</bdi></span>` : nothing}
    </div>
    <div class="chat-body">
      <p class="bubble">${text ? html`<bdi>${text}</bdi>` : t('chat.defaultText')}</p>
      ${replyTime ? html`<p class="note"><bdi>${replyTime}</bdi></p>` : nothing}
      ${
        options.length > 0
          ? html`<ul class="chat-options" role="list">
              ${options.map((option) => html`<li class="badge brand"><bdi>${option}</bdi></li>`)}
            </ul>`
          : nothing
      }
      ${
        prechatFields.length > 0
          ? html`<p class="note">
              ${t('chat.asksFor')} <bdi>${localizer.list(prechatFields.map((field) => nameOf(localizer, field)))}</bdi>
            </p>`
          : nothing
      }
    </div>
  </figure>`;
}

export const previewStyles = css`
  .chat-preview {
    inline-size: min(340px, 100%);
    border: 1px solid var(--_color-border);
    border-radius: var(--_radius-panel);
    background: var(--_color-surface);
    overflow: hidden;
    overflow-wrap: anywhere;
  }
  .chat-head {
    display: grid;
    padding: 12px 16px;
    background: var(--_color-brand);
    color: var(--_color-on-brand);
  }
  .chat-head span {
    font-size: var(--_font-size-sm);
  }
  .chat-body {
    display: grid;
    gap: 10px;
    padding: 16px;
  }
  .bubble {
    justify-self: start;
    max-inline-size: 90%;
    padding: 8px 12px;
    border-radius: 14px;
    background: var(--_color-surface-sunken);
    white-space: pre-wrap;
  }
  .chat-options {
    display: flex;
    flex-wrap: wrap;
    gap: 6px;
  }
`;
