// A system that follows the feed. It begins with a snapshot, applies every entry once, goes on where it stopped, verifies checkpoints, and proves that nothing is missing.
//   node samples/consumer.mjs http://localhost:5080 state.json [--once]        FEED_TOKEN: an access token, for more than the public class
import { createHash, createPublicKey, verify } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';

const [service, file, ...options] = process.argv.slice(2);
const once = options.includes('--once');
const headers = process.env.FEED_TOKEN ? { authorization: `Bearer ${process.env.FEED_TOKEN}` } : {};
const get = path => fetch(new URL(path, service), { headers });

async function json(path) {
    const answer = await get(path);
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
}

async function begin() {
    const lines = (await (await get('api/feed/snapshot')).text()).trimEnd().split('\n').map(line => JSON.parse(line));
    if (lines.at(-1).kind !== 'end' || lines.at(-1).lines !== lines.length) throw new Error('The snapshot broke off; ask again.');
    const state = { cursor: lines[0].next, first: lines[0].number + 1, number: lines[0].number, blocks: [], open: [], clusters: {}, calls: {}, outcomes: {} };
    for (const line of lines) {
        if (line.kind === 'cluster') state.clusters[line.data.id] = line.data.name;
        if (line.kind === 'call') state.calls[line.data.id] = line.status;
        if (line.kind === 'eligibility') state.outcomes[`${line.call}/${line.strand ?? ''}/${line.cluster}`] = line.outcome;
    }
    return state;
}

const handlers = {
    'cluster.published.v1': (state, told) => { state.clusters[told.subject] = told.data.name; },
    'cluster.changed.v1': (state, told) => { state.clusters[told.subject] = told.data.name; },
    'cluster.reinstated.v1': (state, told) => { state.clusters[told.subject] = told.data.name; },
    'cluster.suspended.v1': (state, told) => { delete state.clusters[told.subject]; },
    'cluster.withdrawn.v1': (state, told) => { delete state.clusters[told.subject]; },
    'call.announced.v1': (state, told) => { state.calls[told.subject] = 'announced'; },
    'call.published.v1': (state, told) => { state.calls[told.subject] = 'open'; },
    'call.closed.v1': (state, told) => { state.calls[told.subject] = 'closed'; },
    'call.cancelled.v1': (state, told) => { state.calls[told.subject] = 'cancelled'; },
    'call.announcement-dropped.v1': (state, told) => { delete state.calls[told.subject]; },
    'eligibility.changed.v1': (state, { data }) => { state.outcomes[`${data.call}/${data.strand ?? ''}/${data.cluster}`] = data.after; },
    'log.checkpoint.v1': (state, { data }) => checkpoint(data.note),
};

async function take(state, { number, leafHash, event }) {
    if (number <= state.number) return;   // had it already
    if (number !== state.number + 1) throw new Error(`${state.number + 1} is missing.`);
    state.number = number;
    state.open.push(leafHash);
    if (number % 1000 === 0) { state.blocks.push(block(state)); state.open = []; }
    if (event) await handlers[event.type.slice('eu.eligibility-service.'.length)]?.(state, event);   // without one it is withheld: it counts, and tells no more
}

// A block's hash is over number and leaf hash of each of its entries; the digest is over the hashes of the blocks.
function block(state) {
    const hash = createHash('sha256');
    state.open.forEach((leaf, index) => {
        const digits = Buffer.alloc(8);
        digits.writeBigInt64BE(BigInt(state.number - state.open.length + 1 + index));
        hash.update(digits).update(Buffer.from(leaf, 'hex'));
    });
    return hash.digest('hex');
}

async function prove(state) {
    if (state.number < state.first) return;   // nothing followed the snapshot yet
    const blocks = state.open.length ? [...state.blocks, block(state)] : state.blocks;
    const own = createHash('sha256').update(Buffer.from(blocks.join(''), 'hex')).digest('hex');
    const theirs = await json(`api/feed/digest?from=${state.first}&to=${state.number}`);
    if (own !== theirs.digest) throw new Error(`What was received of ${state.first} to ${state.number} is not what the service has.`);
    const size = of => Object.keys(of).length;
    console.log(`complete: ${state.first} to ${state.number}, clusters ${size(state.clusters)}, calls ${size(state.calls)}, outcomes ${size(state.outcomes)}, digest ${own}`);
}

async function checkpoint(note) {
    const end = note.indexOf('\n\n\u2014 ') + 1;
    const [, name, signature] = note.slice(end + 1).trimEnd().split(' ');
    const key = (await json('api/log/keys')).find(known => name.endsWith(known.id));
    const publicKey = createPublicKey({ key: Buffer.from(key.publicKey, 'base64'), format: 'der', type: 'spki' });
    if (!verify('sha256', Buffer.from(note.slice(0, end)), { key: publicKey, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64'))) throw new Error('This checkpoint is not signed by the service.');
}

let state = existsSync(file) ? JSON.parse(readFileSync(file)) : await begin();
while (true) {
    const answer = await get(`api/feed?limit=1000&after=${state.cursor}&wait=${once ? 0 : 20}`);
    if (answer.status === 409) { state = await begin(); continue; }   // the feed began anew, so what was kept may have been replaced
    if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
    const page = await answer.json();
    for (const entry of page.entries) await take(state, entry);
    state.cursor = page.next;
    writeFileSync(`${file}.new`, JSON.stringify(state));
    renameSync(`${file}.new`, file);   // what was handled and how far, at once or not at all
    if (state.number < page.last) continue;
    await prove(state);
    if (once) break;
}
