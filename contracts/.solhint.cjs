// What solhint is asked, of the recommended rules. Each exception says why.
module.exports = {
  extends: 'solhint:recommended',
  rules: {
    // Constructors have no visibility any more; free functions never had one.
    'func-visibility': 'off',
    // The manual of each contract is its interface, and the contract says `@inheritdoc`.
    'use-natspec': 'off',
    // Words are packed, cells are addressed without a hash: what costs gas is written in assembly, each block memory-safe.
    'no-inline-assembly': 'off',
    // An indexed field costs 375 gas more than one in the data; what is searched for is indexed.
    'gas-indexed-events': 'off',
    // `<=` and `<` cost the same once the optimizer has run.
    'gas-strict-inequalities': 'off',
    // Structs in the interfaces are for reading; what is stored is packed by hand.
    'gas-struct-packing': 'off',
    // Public immutables are part of the interface and named like functions.
    'immutable-vars-naming': 'off',
    // Remapped packages are found by forge, which fails when they are not.
    'import-path-check': 'off',
    // `forge lint` finds unused imports, and knows that a manual passes on the types of the parts it is made of.
    'no-unused-import': 'off',
    // A manual that only joins others is empty, and so is a catch whose comment says that nothing is to be done.
    'no-empty-blocks': 'off',
    // The long strings are EIP-712 types, hashed when they are compiled.
    'gas-small-strings': 'off',
    // Names that a standard gives: DOMAIN_SEPARATOR of EIP-2612, decimals and version of a Chainlink feed.
    'func-name-mixedcase': 'off',
    'const-name-snakecase': 'off',
    // The one fallback passes what is no trade on to the other half of the exchange.
    'no-complex-fallback': 'off',
  },
}
