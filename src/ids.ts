declare const brand: unique symbol;

/** A string that names one kind of thing: printable, not interchangeable with another kind's. */
export type Id<Kind extends string> = string & { readonly [brand]: Kind };

export type StoryId = Id<'story'>;
export type StrandId = Id<'strand'>;
export type ItemId = Id<'item'>;
export type DevelopmentId = Id<'development'>;
export type AlertId = Id<'alert'>;
export type FeedbackId = Id<'feedback'>;
/** The address of a feed as it is configured: the feed's identity, also after a redirect. */
export type FeedUrl = Id<'feed'>;

/** Brands a string; the only place where an id is made from text. */
export function id<Kind extends string>(text: string): Id<Kind> {
  return text as Id<Kind>;
}
