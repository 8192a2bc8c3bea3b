/** What the import uses of the interchange package: it is loaded with the first file. */
import { later } from '@crm-elements/data';

type Interchange = typeof import('@crm-elements/interchange');

export type ColumnMapping = import('@crm-elements/interchange').ColumnMapping;
export type CsvCollection = import('@crm-elements/interchange').CsvCollection;
export type CsvFormats = import('@crm-elements/interchange').CsvFormats;
export type CsvMapping = import('@crm-elements/interchange').CsvMapping;
export type CsvTable = import('@crm-elements/interchange').CsvTable;
export type CsvTarget = import('@crm-elements/interchange').CsvTarget;
export type DateOrder = import('@crm-elements/interchange').DateOrder;
export type ImportPlan = import('@crm-elements/interchange').ImportPlan;
export type ImportSource = import('@crm-elements/interchange').ImportSource;
export type PlanImportOptions = import('@crm-elements/interchange').PlanImportOptions;
export type ReadContact = import('@crm-elements/interchange').ReadContact;
export type RelatedCollection = import('@crm-elements/interchange').RelatedCollection;
export type UnresolvedRelation = import('@crm-elements/interchange').UnresolvedRelation;
export type VCardIssue = import('@crm-elements/interchange').VCardIssue;

/** @throws CrmError UNAVAILABLE where it could not be loaded */
export const loadInterchange: () => Promise<Interchange> = later(() => import('@crm-elements/interchange'));
