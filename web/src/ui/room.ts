// Classes of columns that give way where a table has no room for them; what they say stands elsewhere, or can be done without.

/** Not on a phone: below 768 pixels. */
export const NOT_NARROW = 'max-md:hidden'
/** Not below 1,024 pixels. */
export const NOT_SMALL = 'max-lg:hidden'
/** Not below 1,280 pixels. */
export const NOT_MEDIUM = 'max-xl:hidden'
