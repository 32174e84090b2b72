// SPDX-FileCopyrightText: 2026 Auditorium contributors
// SPDX-License-Identifier: Apache-2.0
//
// A real Unleash server, whose audit log is read over HTTP and from its table, on a free port of this machine. AUDITORIUM_NODE names the folder with
// node_modules (packaging/node-services makes it), AUDITORIUM_PG_* its database, UNLEASH_TOKEN the admin token it shall take. Prints its
// address; ends with its standard input.
const { createRequire } = require('node:module');
const { createServer } = require('node:net');
const { join } = require('node:path');

const { start } = createRequire(join(process.env.AUDITORIUM_NODE, 'package.json'))('unleash-server');
const env = process.env;

const probe = createServer().listen(0, '127.0.0.1', () => {
    const { port } = probe.address();
    probe.close(async () => {
        await start({
            db: {
                host: env.AUDITORIUM_PG_HOST, port: Number(env.AUDITORIUM_PG_PORT), database: env.AUDITORIUM_PG_DATABASE,
                user: env.AUDITORIUM_PG_USER, password: env.AUDITORIUM_PG_PASSWORD, ssl: false,
            },
            server: { host: '127.0.0.1', port },
            authentication: {
                type: 'open-source',
                initApiTokens: [{ environment: '*', projects: ['*'], secret: env.UNLEASH_TOKEN, type: 'admin', tokenName: 'tests' }],
            },
            versionCheck: { enable: false },
            disableScheduler: true,
            logLevel: 'fatal',
        });
        console.log(`http://127.0.0.1:${port}`);
    });
});
process.stdin.on('end', () => process.exit(0)).resume();
