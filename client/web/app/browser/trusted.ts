// SPDX-License-Identifier: EUPL-1.2
// Under Trusted Types a browser starts a script only from an address that a
// policy made; ours makes those of our own files.

interface Factory {
  createPolicy(name: string, rules: {
    createScriptURL(url: string): string;
  }): { createScriptURL(url: string): string };
}

const own = /^(offline|unlocking\.[0-9a-f]{12})\.js$/;

function check(url: string): string {
  if (!own.test(url)) {
    throw new Error('not one of our scripts');
  }
  return url;
}

const policy = (globalThis as { trustedTypes?: Factory }).trustedTypes
  ?.createPolicy('zijlijn', { createScriptURL: check });

/** The address of one of our own scripts. */
export function ownScript(file: string): string {
  return policy?.createScriptURL(file) ?? check(file);
}
