// Served from node_modules: @simplewebauthn/browser, which names itself on globalThis.
export {};
