export { sampleCompany, type SampleCompanyOptions, type SampleRecords } from './src/sample-company.js';
export { hasSampleCompany, loadSampleCompany, type LoadSampleOptions } from './src/store/load.js';
export { removeSampleCompany, type RemovedSample } from './src/store/remove.js';
export type { SampleProgress, SampleRunOptions, SampleTarget } from './src/store/store.js';
export { sampleAgents, sampleShop, sampleVisitor } from './src/identities.js';
export { productCategories, products, sampleProducts, type SampleProduct } from './src/cast/products.js';
