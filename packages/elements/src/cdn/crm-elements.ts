// All elements, for a script tag.
import '../define/all.js';
