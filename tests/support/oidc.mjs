// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
//
// A real OAuth 2.0 / OpenID server (oidc-provider) on a free port of this machine, for the tests of signing in. AUDITORIUM_NODE names the
// folder with node_modules (packaging/node-services makes it). Prints its address; ends with its standard input.
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const require = createRequire(join(process.env.AUDITORIUM_NODE, 'package.json'));
const { Provider } = await import(pathToFileURL(require.resolve('oidc-provider')));

const server = createServer();
server.listen(0, '127.0.0.1', () => {
    const issuer = `http://127.0.0.1:${server.address().port}`;
    const machine = { grant_types: ['client_credentials'], redirect_uris: [], response_types: [] };
    const device = 'urn:ietf:params:oauth:grant-type:device_code';
    const person = { token_endpoint_auth_method: 'none', application_type: 'native' };
    const provider = new Provider(issuer, {
        clients: [
            { ...machine, client_id: 'machine', client_secret: 'CANARY-s3cr3t+/=&machine', token_endpoint_auth_method: 'client_secret_basic' },
            { ...machine, client_id: 'poster', client_secret: 'CANARY-s3cr3t+/=&poster', token_endpoint_auth_method: 'client_secret_post' },
            { ...person, client_id: 'device', grant_types: [device, 'refresh_token'], redirect_uris: [], response_types: [] },
            { ...person, client_id: 'browser', grant_types: ['authorization_code', 'refresh_token'], redirect_uris: ['http://127.0.0.1/'] },
        ],
        features: {
            clientCredentials: { enabled: true }, deviceFlow: { enabled: true }, introspection: { enabled: true },
            devInteractions: { enabled: true },
        },
        scopes: ['openid', 'offline_access', 'audit.read'],
        issueRefreshToken: async (context, client) => client.grantTypeAllowed('refresh_token'),
        rotateRefreshToken: true,
        pkce: { required: () => true },
        ttl: { ClientCredentials: 600, AccessToken: 600, RefreshToken: 3600, DeviceCode: 300, Session: 600, Grant: 3600, Interaction: 600 },
        cookies: { keys: ['for the test alone'] },
        findAccount: async (context, id) => ({ accountId: id, claims: async () => ({ sub: id }) }),
    });
    provider.on('server_error', (context, error) => console.error(error));
    server.on('request', provider.callback());
    console.log(issuer);
});
process.stdin.resume();
process.stdin.on('end', () => process.exit(0));
