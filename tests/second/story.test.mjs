// SPDX-License-Identifier: EUPL-1.2
// Goal: a client made from the text alone takes part among the real programs,
// first as a club's contact, then as a professional.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Client } from './client.mjs';
import { Server } from './http.mjs';
import { Organisation } from './programs.mjs';

let place;
before(async () => {
  place = await Organisation.found();
  place.people();
  place.assign();
});
after(() => place?.stop());

const newestOf = (signal, kind) => [...signal.records.values()]
  .filter(({ record }) => record.kind === kind).at(-1);

const bodies = (shown) => shown.signal.records
  .filter(({ body }) => body).map(({ body }) => body.text);

/** Joins by a code; what was shown before is asserted. */
async function joins(code, role, by) {
  return Client.join(new Server(place.origin), code, (shown) => {
    assert.deepEqual(shown, { words: place.words, role, by });
    return true;
  });
}

/** The member among these whose card has this name. */
async function named(client, name, members) {
  const cards = await Promise.all(members.map((id) => client.card(id)));
  return cards.find((card) => card.name === name).member;
}

test('a contact', async (story) => {
  const code = place.invite('petra', ['--role', 'contact', '--name', 'Henk',
    '--club', 'SV Zuiderpark']);
  let henk;
  let club;
  let note;
  let signal;

  await story.test('does not join when the words are others', () =>
    assert.rejects(Client.join(new Server(place.origin), code, () => false),
      { type: 'not-joined' }));

  await story.test('joins, and sees who receives what is noted', async () => {
    henk = await joins(code, 'contact', 'Petra');
    place.as('petra', ['sync']);
    await henk.sync();
    assert.ok(henk.register.now.directory, 'no directory yet');
    const world = henk.register.now;
    [club] = world.members.get(henk.member).appointment.said.scope;
    const receivers = world.recipients(club, Date.now());
    assert.equal(receivers.length, 1);
    await named(henk, 'Samira', receivers);
  });

  await story.test('notes, adds, and takes another note back', async () => {
    note = await henk.note(club, {
      text: 'Hij kwam weer zonder jas.', place: 'training',
      parents_know: 'unsafe', name_me: 'ask-first',
    });
    signal = henk.signals.get(note.id);
    await henk.add('addendum', signal, { text: 'En ook vandaag.' });
    const other = await henk.note(club, { contact_at: '06 12345678' });
    const taken = henk.signals.get(other.id);
    await henk.add('retraction', taken);
    assert.equal(taken.state, 'retracted');
    await assert.rejects(henk.add('addendum', taken, { text: 'Toch.' }),
      { type: 'erased' });
  });

  await story.test('is read, and answered', async () => {
    place.as('samira', ['sync']);
    const { signals } = place.as('samira', ['list']);
    assert.deepEqual(signals.map(({ state }) => state).sort(),
      ['retracted', 'waiting']);
    const shown = place.as('samira', ['open', note.id]);
    assert.deepEqual(bodies(shown),
      ['Hij kwam weer zonder jas.', 'En ook vandaag.']);
    place.says('samira', 'Overleg met de jeugdverpleegkundige.',
      ['assess', note.id, '--step', '2']);
    place.says('samira', 'Wij redden het niet meer.', ['family', note.id]);
    place.says('samira', 'Dank je. Ik bel donderdag.',
      ['answer', note.id, '--state', 'taken-up']);

    await henk.sync();
    assert.equal(signal.state, 'acknowledged');
    const about = [...signal.records.values()].map((entry) =>
      signal.about(entry.record)?.record.kind).filter((kind) => kind);
    assert.deepEqual(about.sort(), ['addendum', 'note']);
    assert.equal(newestOf(signal, 'assessment'), undefined);
    assert.equal(newestOf(signal, 'family-statement'), undefined);
    const { record } = newestOf(signal, 'feedback');
    const feedback = await henk.open(record.hash);
    assert.deepEqual([feedback.state, feedback.text],
      ['taken-up', 'Dank je. Ik bel donderdag.']);
    place.as('samira', ['sync']);
  });

  await story.test('sees who has it now, and what became of it', async () => {
    place.joins('coordinator', 'bram', ['--role', 'professional', '--name',
      'Bram', '--team', 'Team Zuid']);
    place.as('samira', ['sync']);
    place.says('samira', 'Ik ga met verlof.',
      ['handover', note.id, '--to', 'Bram']);
    place.as('bram', ['sync']);
    assert.deepEqual(bodies(place.as('bram', ['open', note.id])).slice(0, 2),
      ['Hij kwam weer zonder jas.', 'En ook vandaag.']);
    for (const [act, state, held] of [['hold', 'acknowledged', true],
      ['close', 'closed', false], ['reopen', 'acknowledged', false]]) {
      place.as('bram', [act, note.id,
        ...(act === 'hold' ? ['--reason', '-'] : [])], 'Er komt een zitting.');
      await henk.sync();
      assert.deepEqual([signal.state, signal.held], [state, held], act);
    }
    assert.equal(signal.holders.length, 1);
    await named(henk, 'Bram', signal.holders);
    assert.equal(newestOf(signal, 'handover').record.recipients.length, 1);
  });

  await story.test('renews the sealing key, and opens all again', async () => {
    await henk.renew();
    henk.opened.clear();
    const first = henk.signals.get(note.id).first;
    assert.ok(first.record.seals.some(({ seal }) => !seal), 'no seal dropped');
    const said = await henk.open(first.record.hash);
    assert.equal(said.text, 'Hij kwam weer zonder jas.');
  });
});

test('a contact who lost every device', async (story) => {
  const invite = () => place.invite('petra', ['--role', 'contact', '--name',
    'Ada', '--club', 'SV Zuiderpark']);
  let id;

  await story.test('is answered', async () => {
    const first = await joins(invite(), 'contact', 'Petra');
    const [club] = first.register.now.members.get(first.member).appointment
      .said.scope;
    ({ id } = await first.note(club, { text: 'Blauwe plekken.' }));
    place.as('samira', ['sync']);
    place.as('samira', ['open', id]);
    place.says('samira', 'Gelezen.', ['answer', id]);
    place.as('petra', ['sync']);
    place.as('petra', ['revoke', 'Ada', '--left']);
    place.as('samira', ['sync']);
  });

  await story.test('joins as somebody new, and has it all back', async () => {
    const again = await joins(invite(), 'contact', 'Petra');
    assert.equal(again.signals.size, 0);
    place.as('samira', ['sync']);
    place.as('samira', ['reseal', id, '--to', 'Ada']);
    await again.sync();
    const signal = again.signals.get(id);
    assert.equal(signal.author, again.member);
    await again.open(newestOf(signal, 'reseal').record.hash);
    const said = await again.open(signal.first.record.hash);
    assert.equal(said.text, 'Blauwe plekken.');
    await again.open(newestOf(signal, 'feedback').record.hash);
    await again.add('addendum', signal, { text: 'Nieuwe telefoon.' });
  });
});

test('a professional', async (story) => {
  const invite = (name) => place.invite('coordinator', ['--role',
    'professional', '--name', name, '--team', 'Team Zuid']);
  let noor;
  let daan;
  let signal;

  await story.test('joins, and is assigned', async () => {
    noor = await joins(invite('Noor'), 'professional', 'Karin de Wit');
    daan = await joins(invite('Daan'), 'professional', 'Karin de Wit');
    place.joins('coordinator', 'joris', ['--role', 'professional', '--name',
      'Joris', '--team', 'Team Zuid']);
    place.assign('Noor');
    place.joins('petra', 'karin', ['--role', 'contact', '--name', 'Karin',
      '--club', 'SV Zuiderpark']);
  });

  await story.test('opens what a contact notes, and answers', async () => {
    place.says('karin', 'Vaak moe.', ['note']);
    await noor.sync();
    [signal] = noor.signals.values();
    const said = await noor.open(signal.first.record.hash);
    assert.equal(said.text.trim(), 'Vaak moe.');
    assert.equal(signal.state, 'acknowledged');
    await noor.add('assessment', signal, {
      text: 'Gewogen.', step: 5, report_needed: 'no', help_possible: 'yes',
    });
    await noor.add('feedback', signal,
      { state: 'received', text: 'Dank je, gelezen.' });
    place.as('karin', ['sync']);
    const heard = place.as('karin', ['open', signal.id]);
    assert.deepEqual(bodies(heard).map((text) => text.trim()),
      ['Vaak moe.', 'Dank je, gelezen.']);
    assert.equal(heard.signal.acknowledged_by, noor.member);
  });

  await story.test('hands over, with a key for each record', async () => {
    await noor.sync();
    const all = [...noor.register.now.members.values()]
      .filter(({ role }) => role === 'professional').map(({ id }) => id);
    const joris = await named(noor, 'Joris', all);
    await noor.pass('handover', signal, [noor.member, daan.member, joris],
      'Daan en Joris kennen het gezin.');
    await daan.sync();
    const got = daan.signals.get(signal.id);
    assert.deepEqual([...got.records.keys()], [...signal.records.keys()]);
    await assert.rejects(daan.open(got.first.record.hash),
      { type: 'not-ours' });
    const handover = newestOf(got, 'handover').record.hash;
    assert.equal((await daan.open(handover)).records.length, 3);
    assert.equal((await daan.open(got.first.record.hash)).text.trim(),
      'Vaak moe.');
    const assessment = newestOf(got, 'assessment').record.hash;
    assert.equal((await daan.open(assessment)).step, 5);
  });

  await story.test('reads what is added, and closes', async () => {
    place.as('joris', ['sync']);
    assert.equal(bodies(place.as('joris', ['open', signal.id]))[0],
      'Vaak moe.');
    place.as('karin', ['sync']);
    place.says('karin', 'Vandaag weer.', ['add', signal.id]);
    await noor.sync();
    const added = newestOf(signal, 'addendum');
    assert.equal((await noor.open(added.record.hash)).text, 'Vandaag weer.');
    await noor.add('closing', signal);
    assert.equal(signal.state, 'closed');
    place.as('karin', ['sync']);
    const { state } = place.as('karin', ['list']).signals[0];
    assert.equal(state, 'closed');
  });

  await story.test('is handed one over, and steps out', async () => {
    place.says('karin', 'Hij huilt.', ['note', '--leave-out', 'Noor']);
    place.as('samira', ['sync']);
    const { id } = place.as('samira', ['list']).signals
      .find(({ state }) => state === 'waiting');
    place.as('samira', ['open', id]);
    place.says('samira', 'Jij bent dichterbij.',
      ['handover', id, '--to', 'Daan', '--with-me']);
    await daan.sync();
    const got = daan.signals.get(id);
    await daan.open(newestOf(got, 'handover').record.hash);
    assert.equal((await daan.open(got.first.record.hash)).text, 'Hij huilt.');
    const others = got.holders.filter((member) => member !== daan.member);
    await named(daan, 'Samira', others);
    await daan.pass('step-out', got, others, 'Mijn buurjongen.');
    await assert.rejects(daan.add('closing', got), { type: 'not-allowed' });
    place.as('samira', ['sync']);
    place.as('samira', ['open', id]);
    place.as('samira', ['erase', id]);
  });

  await story.test('notes what a trainer told', async () => {
    await noor.sync();
    const [club] = noor.register.now.clubs.keys();
    const note = await noor.note(club,
      { text: 'Op het veld.', came: 'trainer' });
    assert.equal(noor.signals.get(note.id).state, 'acknowledged');
    place.as('samira', ['sync']);
    assert.deepEqual(bodies(place.as('samira', ['open', note.id])),
      ['Op het veld.']);
  });
});
