// Made from tokens.json by packages/tokens/scripts/generate.mjs: change those, not this.

/** The colours of stages, shortened: host-tokens.ts spells it out. */
export const stageTable = `:host{
color-stage-gray-soft:light-dark(#eef0f4,#282b30)
color-stage-gray-edge:light-dark(#848993,#7c8089)
color-stage-gray-text:light-dark(#444a57,#b1b4bb)
color-stage-blue-soft:light-dark(#ebf5fe,#162c3f)
color-stage-blue-edge:#1b88d8
color-stage-blue-text:light-dark(#0e578d,#8bc6fb)
color-stage-teal-soft:light-dark(#e6f8f4,#09312c)
color-stage-teal-edge:#1d9788
color-stage-teal-text:light-dark(#0f6157,#59d7c5)
color-stage-green-soft:light-dark(#ebf8ec,#19301e)
color-stage-green-edge:#1e9c4c
color-stage-green-text:light-dark(#10652f,#87d498)
color-stage-yellow-soft:light-dark(#fbf2e5,#36270e)
color-stage-yellow-edge:#a87a19
color-stage-yellow-text:light-dark(#6d4e0c,#e6b764)
color-stage-orange-soft:light-dark(#fff0e8,#3c2314)
color-stage-orange-edge:#c66519
color-stage-orange-text:light-dark(#813f0b,#faaa78)
color-stage-red-soft:light-dark(#fef0ee,#3e211e)
color-stage-red-edge:#d4524c
color-stage-red-text:light-dark(#922a27,#fba59c)
color-stage-purple-soft:light-dark(#f6f1fe,#2f243c)
color-stage-purple-edge:#9965d2
color-stage-purple-text:light-dark(#653a91,#cfadfb)
}
@media (prefers-contrast:more){
:host{
color-stage-gray-edge:light-dark(#606672,#9ca0a8)
color-stage-gray-text:light-dark(#181e2a,#ebedef)
color-stage-blue-edge:light-dark(#0e578d,#8bc6fb)
color-stage-blue-text:light-dark(#0a4875,#bfdffd)
color-stage-teal-edge:light-dark(#0f6157,#59d7c5)
color-stage-teal-text:light-dark(#0a5048,#afe8de)
color-stage-green-edge:light-dark(#10652f,#87d498)
color-stage-green-text:light-dark(#0d5326,#c0e7c6)
color-stage-yellow-edge:light-dark(#6d4e0c,#e6b764)
color-stage-yellow-text:light-dark(#5a4008,#f0d7ae)
color-stage-orange-edge:light-dark(#813f0b,#faaa78)
color-stage-orange-text:light-dark(#6b3409,#fcd0b7)
color-stage-red-edge:light-dark(#922a27,#fba59c)
color-stage-red-text:light-dark(#712b27,#fdcec8)
color-stage-purple-edge:light-dark(#653a91,#cfadfb)
color-stage-purple-text:light-dark(#513570,#e3d2fc)
}
}`;

/** What no element of ours uses, shortened: host-tokens.ts spells it out. */
export const spareTable = `:host{
color-info-solid:#1570b3
color-on-info-solid:#fff
color-on-success-solid:#fff
space-1:4px
space-2:8px
space-3:12px
space-4:16px
space-5:20px
space-6:24px
space-7:32px
space-8:40px
border-width:1px
size-control-sm:24px
ease-in:cubic-bezier(0.4,0,1,1)
focus-width:2px
focus-offset:2px
row-height:40px
row-height-compact:32px
}
:host([density="compact"]){
--_row-height:$row-height-compact;
}`;

/** What every element brings, shortened: host-tokens.ts spells it out. */
export const groundTable = `:host{
color-brand:#5156b8
color-brand-hover:color-mix(in srgb,$color-brand 92%,oklch(from color(from $color-brand xyz y y y) clamp(0,(l - .312)*(l - .569)*(.93 - l)*1e9,1) 0 0))
color-brand-active:color-mix(in srgb,$color-brand 85%,oklch(from color(from $color-brand xyz y y y) clamp(0,(l - .312)*(l - .569)*(.93 - l)*1e9,1) 0 0))
color-brand-soft:light-dark(oklch(from $color-brand .955 min(c*.25,.024) h),oklch(from $color-brand .29 min(c*.38,.052) h))
color-brand-soft-hover:light-dark(oklch(from $color-brand .93 min(c*.3,.036) h),oklch(from $color-brand .322 min(c*.42,.058) h))
color-brand-border:light-dark(oklch(from $color-brand min(l,.6) calc(c*min(1,.6/l)) h),oklch(from $color-brand max(l,.61) min(c,.17) h))
color-brand-text:light-dark(oklch(from $color-brand min(l,.485) calc(c*min(1,.485/l)) h),oklch(from $color-brand max(l,.75) min(c,.12) h))
color-on-brand:oklch(from color(from $color-brand xyz y y y) clamp(0,(.569 - l)*1e6,1) 0 0)
color-canvas:light-dark(#f8f9fa,#121316)
color-surface:light-dark(#fff,#191b1e)
color-surface-raised:light-dark(#fff,#222429)
color-surface-sunken:light-dark(#f4f5f7,#0e0f12)
color-surface-hover:light-dark(#eef0f4,#282b30)
color-surface-pressed:light-dark(#e5e8ed,#2f3238)
color-surface-selected:light-dark(oklch(from $color-brand .962 min(c*.2,.02) h),oklch(from $color-brand .268 min(c*.3,.038) h))
color-text:light-dark(#181e2a,#ebedef)
color-text-muted:light-dark(#444a57,#b1b4bb)
color-text-subtle:light-dark(#606672,#9ca0a8)
color-border:light-dark(#dde0e5,#35383e)
color-border-strong:light-dark(#848993,#7c8089)
color-focus:light-dark(oklch(from $color-brand min(l,.6) calc(c*min(1,.6/l)) h),oklch(from $color-brand max(l,.61) min(c,.17) h))
color-backdrop:light-dark(#151a2b66,#0009)
color-skeleton:light-dark(#e5e8ed,#2f3238)
color-info-text:light-dark(#0e578d,#8bc6fb)
color-info-border:#1b88d8
color-info-soft:light-dark(#ebf5fe,#162c3f)
color-success-text:light-dark(#10652f,#87d498)
color-success-border:#1e9c4c
color-success-soft:light-dark(#ebf8ec,#19301e)
color-success-solid:#17813e
color-warning-text:light-dark(#6d4e0c,#e6b764)
color-warning-border:#a87a19
color-warning-soft:light-dark(#fbf2e5,#36270e)
color-warning-solid:#e6b764
color-on-warning-solid:#36270e
color-danger-text:light-dark(#922a27,#fba59c)
color-danger-border:#d4524c
color-danger-soft:light-dark(#fef0ee,#3e211e)
color-danger-solid:#bc3231
color-on-danger-solid:#fff
color-avatar-1:light-dark(#fdcec8,#712b27)
color-avatar-text-1:light-dark(#712b27,#fdcec8)
color-avatar-2:light-dark(#afe8de,#0a5048)
color-avatar-text-2:light-dark(#0a5048,#afe8de)
color-avatar-3:light-dark(#e3d2fc,#513570)
color-avatar-text-3:light-dark(#513570,#e3d2fc)
color-avatar-4:light-dark(#f0d7ae,#5a4008)
color-avatar-text-4:light-dark(#5a4008,#f0d7ae)
color-avatar-5:light-dark(#bfdffd,#0a4875)
color-avatar-text-5:light-dark(#0a4875,#bfdffd)
color-avatar-6:light-dark(#f3cded,#632e5c)
color-avatar-text-6:light-dark(#632e5c,#f3cded)
color-avatar-7:light-dark(#c0e7c6,#0d5326)
color-avatar-text-7:light-dark(#0d5326,#c0e7c6)
color-avatar-8:light-dark(#fcd0b7,#6b3409)
color-avatar-text-8:light-dark(#6b3409,#fcd0b7)
color-avatar-9:light-dark(#d1d9fd,#363e7a)
color-avatar-text-9:light-dark(#363e7a,#d1d9fd)
color-avatar-10:light-dark(#d5e1b5,#3f4b09)
color-avatar-text-10:light-dark(#3f4b09,#d5e1b5)
color-avatar-11:light-dark(#fdcbd8,#6e2a41)
color-avatar-text-11:light-dark(#6e2a41,#fdcbd8)
color-avatar-12:light-dark(#aee6f3,#0c4e5a)
color-avatar-text-12:light-dark(#0c4e5a,#aee6f3)
font-family:inherit
font-family-mono:ui-monospace,"SF Mono",Menlo,Consolas,monospace
font-size-xs:12px
font-size-sm:13px
font-size-md:14px
font-size-lg:16px
font-size-xl:20px
font-size-2xl:24px
font-weight-regular:400
font-weight-medium:500
font-weight-semibold:600
line-height-tight:1.25
line-height-normal:1.45
radius-scale:1
radius-control:calc(6px*$radius-scale)
radius-card:calc(10px*$radius-scale)
radius-panel:calc(16px*$radius-scale)
radius-full:calc(999px*$radius-scale)
size-control:32px
size-control-compact:28px
size-touch:44px
shadow-raised:0 1px 2px 0 light-dark(#151a2b0d,#00000040)
shadow-menu:0 2px 6px 0 light-dark(#151a2b14,#00000059),0 8px 24px -4px light-dark(#151a2b1f,#00000073)
shadow-dialog:0 4px 12px 0 light-dark(#151a2b14,#00000059),0 24px 56px -8px light-dark(#151a2b2e,#0009)
shadow-drag:0 3px 8px 0 light-dark(#151a2b14,#00000059),0 16px 32px -6px light-dark(#151a2b2e,#0009)
duration-fast:120ms
duration-normal:160ms
duration-slow:200ms
ease-out:cubic-bezier(0.2,0.8,0.2,1)
ease-in-out:cubic-bezier(0.4,0,0.2,1)
}
:host([density="compact"]){
--_size-control:$size-control-compact;
}
@media (prefers-contrast:more){
:host{
color-brand-border:light-dark(oklch(from $color-brand min(l,.48) calc(c*min(1,.48/l)) h),oklch(from $color-brand max(l,.72) min(c,.13) h))
color-brand-text:light-dark(oklch(from $color-brand min(l,.36) calc(c*min(1,.36/l)) h),oklch(from $color-brand max(l,.86) min(c,.07) h))
color-canvas:light-dark(#fff,#000)
color-surface:light-dark(#fff,#0e0f12)
color-surface-raised:light-dark(#fff,#121316)
color-text:light-dark(#000,#fff)
color-text-muted:light-dark(#181e2a,#ebedef)
color-text-subtle:light-dark(#444a57,#dde0e5)
color-border:light-dark(#606672,#9ca0a8)
color-border-strong:light-dark(#181e2a,#ebedef)
color-focus:light-dark(oklch(from $color-brand min(l,.48) calc(c*min(1,.48/l)) h),oklch(from $color-brand max(l,.72) min(c,.13) h))
color-info-text:light-dark(#0a4875,#bfdffd)
color-info-border:light-dark(#0e578d,#8bc6fb)
color-success-text:light-dark(#0d5326,#c0e7c6)
color-success-border:light-dark(#10652f,#87d498)
color-warning-text:light-dark(#5a4008,#f0d7ae)
color-warning-border:light-dark(#6d4e0c,#e6b764)
color-danger-text:light-dark(#712b27,#fdcec8)
color-danger-border:light-dark(#922a27,#fba59c)
}
}
@media (prefers-reduced-motion:reduce){
:host{
--_duration-fast:0ms;
--_duration-normal:0ms;
--_duration-slow:0ms;
}
}
@media (forced-colors:active){
:host{
--_color-brand-border:Highlight;
--_color-canvas:Canvas;
--_color-surface:Canvas;
--_color-surface-raised:Canvas;
--_color-surface-sunken:Canvas;
--_color-text:CanvasText;
--_color-text-muted:CanvasText;
--_color-text-subtle:CanvasText;
--_color-border:CanvasText;
--_color-border-strong:ButtonBorder;
--_color-focus:Highlight;
--_color-skeleton:GrayText;
--_color-info-border:CanvasText;
--_color-success-border:CanvasText;
--_color-warning-border:CanvasText;
--_color-danger-border:CanvasText;
}
}`;
