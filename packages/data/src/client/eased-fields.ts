export { easedFields } from '@crm-elements/schema';
