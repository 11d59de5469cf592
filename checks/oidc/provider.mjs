// A real OpenID Connect provider on loopback with made-up people, for the tests of signing in. It
// signs anybody in without a question: whom, the request's `login_hint` says, such as `gwen`. A
// second word, as in `gwen:audience`, spoils the ID token in one way, so that tests can see that
// the token is refused.
//
//   node provider.mjs --client ID --secret SECRET --back ADDRESS [--now SECONDS] [--post]
//
// Once it listens it writes one line of JSON with its address. It ends when its input does, so
// that it does not outlive the test that started it.

import { generateKeyPairSync } from "node:crypto";
import { createServer } from "node:http";
import { parseArgs } from "node:util";

import { SignJWT, UnsecuredJWT, decodeJwt } from "jose";
import Provider from "oidc-provider";

const { values: given } = parseArgs({
  options: {
    client: { type: "string" },
    secret: { type: "string" },
    back: { type: "string" },
    now: { type: "string" },
    // The client sends its secret in the body and not in a header.
    post: { type: "boolean", default: false },
  },
});

// Tests have a time of their own, so that nothing in them hangs on the day.
if (given.now) Date.now = () => Number(given.now) * 1000;

const PEOPLE = {
  gwen: { email: "gwen.ash@loamshire.example", email_verified: true, roles: ["Waymark.Analyst", "Waymark.User"] },
  owen: { email: "owen.elm@loamshire.example", email_verified: false, roles: ["Waymark.User"] },
  una: { email: "una.oak@elsewhere.example", email_verified: true, roles: ["Waymark.User"] },
  ivor: { email: "ivor.yew@loamshire.example", email_verified: true, roles: [] },
  // Has the address that was Gwen's.
  gwendolyn: { email: "gwen.ash@loamshire.example", email_verified: true, roles: ["Waymark.User"] },
};

/** A pair of keys; the public one as the provider publishes it. */
function pair(kid) {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const usual = { kid, alg: "RS256", use: "sig" };
  return {
    kid,
    privateKey,
    whole: { ...privateKey.export({ format: "jwk" }), ...usual },
    published: { ...publicKey.export({ format: "jwk" }), ...usual },
  };
}

const first = pair("first");
const second = pair("second");
const unknown = pair("unknown");

/** Signs claims with a key, under its own name or another's. */
const signed = (claims, key, kid = key.kid) =>
  new SignJWT(claims).setProtectedHeader({ alg: "RS256", kid }).sign(key.privateKey);

/** What each second word makes of an ID token. */
const SPOILT = {
  audience: (claims) => signed({ ...claims, aud: "another-client" }, first),
  audiences: (claims) => signed({ ...claims, aud: [given.client, "another-client"] }, first),
  issuer: (claims) => signed({ ...claims, iss: "https://another.example" }, first),
  nonce: (claims) => signed({ ...claims, nonce: "another" }, first),
  expired: (claims) => signed({ ...claims, exp: claims.iat - 3600 }, first),
  forged: (claims) => signed(claims, unknown, first.kid),
  unknown: (claims) => signed(claims, unknown),
  // Signed with a key that is published only from the second look on.
  rotated: (claims) => signed(claims, second),
  unsigned: (claims) => new UnsecuredJWT(claims).encode(),
};

/** The parts of a hint: who, and how the token is spoilt. */
const parts = (hint) => hint.split(":");

const server = createServer();
await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
const issuer = `http://127.0.0.1:${server.address().port}`;

const provider = new Provider(issuer, {
  clients: [
    {
      client_id: given.client,
      client_secret: given.secret,
      redirect_uris: [given.back],
      grant_types: ["authorization_code"],
      response_types: ["code"],
      token_endpoint_auth_method: given.post ? "client_secret_post" : "client_secret_basic",
    },
  ],
  clientAuthMethods: [given.post ? "client_secret_post" : "client_secret_basic"],
  jwks: { keys: [first.whole] },
  cookies: { keys: ["loopback"] },
  claims: { openid: ["sub", "roles"], email: ["email", "email_verified"], profile: ["name"] },
  features: { devInteractions: { enabled: false } },
  pkce: { required: () => true },
  interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
  findAccount: (_, hint) => {
    const [who] = parts(hint);
    return { accountId: hint, claims: () => ({ sub: `sub-${who}`, ...PEOPLE[who] }) };
  },
  loadExistingGrant: async (ctx) => {
    const { client, session } = ctx.oidc;
    const grant = new ctx.oidc.provider.Grant({ clientId: client.clientId, accountId: session.accountId });
    grant.addOIDCScope("openid email profile");
    await grant.save();
    return grant;
  },
});

let looks = 0;
provider.use(async (ctx, next) => {
  await next();
  if (ctx.path === "/jwks") {
    looks += 1;
    const keys = looks > 1 ? [first.published, second.published] : [first.published];
    ctx.body = { keys };
  }
  if (ctx.path === "/token" && ctx.body?.id_token) {
    const [, flaw] = parts(ctx.oidc.entities.Account.accountId);
    if (flaw) ctx.body = { ...ctx.body, id_token: await SPOILT[flaw](decodeJwt(ctx.body.id_token)) };
  }
});

const answer = provider.callback();
server.on("request", async (request, response) => {
  if (!request.url.startsWith("/interaction/")) return answer(request, response);
  try {
    const { params } = await provider.interactionDetails(request, response);
    const login = { accountId: params.login_hint };
    await provider.interactionFinished(request, response, { login }, { mergeWithLastSubmission: false });
  } catch (error) {
    response.statusCode = 500;
    response.end(String(error));
  }
});

process.stdin.on("end", () => process.exit(0)).resume();
console.log(JSON.stringify({ issuer }));
