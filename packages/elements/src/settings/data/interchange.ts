/** What the interchange package has for this section: loaded with the first use, so that only its types are named here. */
type Interchange = typeof import('@crm-elements/interchange');

export type ExportRefused = import('@crm-elements/interchange').ExportRefused;
export type PersonProgress = import('@crm-elements/interchange').PersonProgress;
export type PersonSummary = import('@crm-elements/interchange').PersonSummary;
export type ReadExport = import('@crm-elements/interchange').ReadExport;

export const loadInterchange = (): Promise<Interchange> => import('@crm-elements/interchange');
