export * from './archives.ts';
export * from './pdfs.ts';
export * from './read-docx.ts';
