export * from './archives.ts';
export * from './pdfs.ts';
