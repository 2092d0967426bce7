declare module 'snowball-stemmers' {
  interface Stemmer {
    stem(word: string): string;
  }
  export function newStemmer(algorithm: string): Stemmer;
  export function algorithms(): string[];
}
declare module 'stopwords-iso' {
  const words: Readonly<Record<string, readonly string[]>>;
  // biome-ignore lint/style/noDefaultExport: that is how the package is imported
  export default words;
}
