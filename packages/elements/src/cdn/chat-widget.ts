// The chat's launcher, for a script tag; the panel comes when it is wanted.
import '../define/chat-widget.js';
