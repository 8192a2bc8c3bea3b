// Loaded when there is somewhere to deliver to.
export { createOutbox } from '@crm-elements/data';
