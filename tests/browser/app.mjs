// SPDX-License-Identifier: EUPL-1.2
// Hello! Henk, a contact, and Samira, the account holder, with the web app,
// from joining to an answer; and what happens to Henk's phone meanwhile.

import { env } from 'node:process';

import { Browser, cli, insist, laptop, phone } from './browser.mjs';

const url = env.ZL_APP_URL;
const sentence = 'vier woorden zonder verband';
const told = 'Hij had al drie weken geen gymschoenen bij zich.';

async function joins(who, code, home) {
  await who.start();
  await who.page.goto(`${url}/#${code}`);
  await who.heading('Doe mee met je code');
  insist(await who.page.evaluate(() => location.hash) === '',
    'the code stays in the address');
  await who.looked('join');
  await who.tap('Verder');
  await who.heading('Klopt dit?');
  await who.sees(env.ZL_WORDS);
  await who.looked('words');
  await who.tap('Ja, dit zijn de woorden');
  await who.heading('Kies een wachtzin');
  await who.type('Wachtzin', 'kort');
  await who.tap('Meedoen');
  await who.sees('Die is te kort');
  await who.looked('secret');
  await who.type('Wachtzin', sentence);
  await who.type('Nog een keer', sentence);
  await who.tap('Meedoen');
  await who.heading(home);
  await who.looked('home');
}

async function unlocks(who, home) {
  await who.heading('Open Zijlijn');
  await who.type('Wachtzin', sentence);
  await who.tap('Open');
  await who.heading(home);
}

async function writes(who, text) {
  await who.tap('Vertel wat je zag of hoorde');
  await who.heading('Vertel wat je zag of hoorde');
  await who.sees('Dit is geen noodnummer', '0800-2000', 'Samira');
  await who.type('Wat zag of hoorde je?', text);
}

async function sends(who) {
  await who.tap('Verder');
  await who.heading('Kijk het nog een keer na');
  await who.sees('Het gaat naar Samira', '0800-2000');
}

async function firstNote(henk) {
  henk.taps = 1; // the app was opened
  await writes(henk, told);
  await henk.looked('note');
  await sends(henk);
  await henk.looked('review');
  await henk.tap('Verstuur');
  await henk.heading('Verstuurd');
  insist(henk.taps < 12, 'taps to "sent":', henk.taps);
  await henk.sees('Je krijgt uiterlijk', '0800-2000');
  await henk.looked('sent');
  await henk.tap('Naar het begin');
}

async function answers(samira) {
  await samira.page.reload();
  await unlocks(samira, 'Hallo Samira');
  await samira.sees('Nieuw');
  await samira.looked('worklist');
  await samira.page.getByRole('button', { name: /SV Zuiderpark/ }).first()
    .click();
  await samira.tap('Open wat nieuw is');
  await samira.sees(told);
  await samira.looked('signal');
  await samira.tap('Beoordeel');
  await samira.type('Jouw beoordeling', 'Ik ken het gezin.');
  await samira.looked('assess');
  await samira.tap('Bewaar');
  await samira.sees('Ik ken het gezin.');
  await samira.tap('Antwoord aan de vereniging');
  await samira.type('Jouw antwoord', 'Dank je. Ik bel de moeder.');
  await samira.looked('answer');
  await samira.tap('Verder');
  await samira.heading('Dit ziet de vereniging');
  await samira.looked('preview');
  await samira.tap('Ja, verstuur');
  await samira.sees('Dank je. Ik bel de moeder.');
}

async function reads(henk) {
  await henk.page.reload();
  await unlocks(henk, 'Hallo Henk');
  await henk.page.getByRole('button', { name: /SV Zuiderpark/ }).first()
    .click();
  await henk.tap('Open wat nieuw is');
  await henk.sees('Dank je. Ik bel de moeder.', 'Geopend door Samira');
  insist(await henk.page.getByText('Ik ken het gezin').count() === 0,
    'the contact reads an assessment');
  await henk.looked('answered');
}

/** Without a network, and with the tab gone at the wrong moments. */
async function inTheCellar(henk) {
  await henk.tap('‹ Terug');
  await writes(henk, 'Getypt, en toen was de tab weg.');
  await henk.page.waitForTimeout(1500);
  await henk.killed(url);
  await henk.offline(true);
  await henk.page.reload();
  await unlocks(henk, 'Hallo Henk');
  await henk.tap('Ga verder met wat je vertelde');
  insist(await henk.page.getByLabel('Wat zag of hoorde je?')
    .inputValue() === 'Getypt, en toen was de tab weg.',
  'what was typed is lost');
  await sends(henk);
  await henk.tap('Verstuur');
  await henk.heading('Staat veilig op dit apparaat');
  await henk.looked('kept');
  await henk.killed(url);
  await unlocks(henk, 'Hallo Henk');
  await henk.offline(false);
  await henk.page.getByRole('button', { name: /nog niet geopend/ }).click();
  await henk.page.getByText('staat veilig hier').waitFor({ state: 'detached' });
  const { signals } = cli('joris', 'list');
  insist(signals.length === 0, 'before joris looked', signals.length);
  cli('joris', 'sync');
  insist(cli('joris', 'list').signals.length === 2, 'two notes and no more');
  await henk.tap('Haal het terug');
  await henk.looked('take-back');
  await henk.tap('Haal het terug');
  await henk.sees('teruggehaald');
}

async function looksAfterClubs(anouk) {
  await anouk.sees('Te doen', 'HC De Dam', 'niemand');
  await anouk.looked('desk');
  await anouk.type('Zoek', 'dam');
  await anouk.sees('1 vereniging');
  await anouk.page.getByRole('button', { name: /^HC De Dam/ }).last().click();
  await anouk.heading('HC De Dam');
  await anouk.looked('club');
  await anouk.tap('Vandaag gebeld');
  await anouk.tap('Plan een bezoek');
  await anouk.type('Een woord erover', 'Kennismaken');
  await anouk.looked('visit');
  await anouk.tap('Plan het');
  await anouk.sees('Kennismaken');
  await anouk.tap('Vink af');
  await anouk.tap('Schrijf een behoefte op');
  await anouk.tap('Bewaar');
  await anouk.sees('een gesprek: open');
  await anouk.tap('Ik pak het op');
  await anouk.sees('een gesprek: opgepakt');
  await anouk.tap('Nodig een contactpersoon uit');
  await anouk.tap('Stel aan en maak de code');
  await anouk.sees('Vul een naam');
  await anouk.looked('invite');
  await anouk.type('Naam', 'Eva');
  await anouk.type('Telefoonnummer', '0612345679');
  await anouk.tap('Stel aan en maak de code');
  await anouk.heading('De code voor Eva');
  await anouk.looked('code');
  await anouk.tap('Ik heb hem gegeven');
  await anouk.sees('Eva: is uitgenodigd');
}

async function assigns(karim) {
  await karim.sees('Toe te wijzen', 'HC De Dam', 'Zuid: 5 verenigingen');
  await karim.looked('districts');
  await karim.page.getByRole('button', { name: /^HC De Dam/ }).click();
  await karim.heading('Wie is er voor HC De Dam?');
  await karim.page.getByRole('radio', { name: 'Samira' }).check();
  await karim.page.getByRole('checkbox', { name: 'Joris' }).check();
  await karim.looked('assign');
  await karim.tap('Wijs toe');
  await karim.page.getByRole('button', { name: /^HC De Dam/ })
    .waitFor({ state: 'detached' });
}

async function isLocked(henk) {
  const other = await henk.newPage();
  await other.goto(url);
  await other.getByText('Zijlijn staat al open').waitFor();
  await other.close();
  await henk.tap('Op slot');
  await henk.heading('Open Zijlijn');
  await henk.type('Wachtzin', 'een andere zin');
  await henk.tap('Open');
  await henk.sees('Dat is niet jouw wachtzin');
  await henk.looked('locked');
  await henk.tap('Snel weg');
  await henk.page.waitForURL('about:blank');
}

const henk = new Browser('contact', phone);
const samira = new Browser('professional', laptop);
const anouk = new Browser('supporter', laptop);
const karim = new Browser('coordinator', laptop);
const people = [henk, samira, anouk, karim];
try {
  await joins(samira, env.ZL_SAMIRA, 'Hallo Samira');
  await joins(henk, env.ZL_HENK, 'Hallo Henk');
  await firstNote(henk);
  await answers(samira);
  await reads(henk);
  await inTheCellar(henk);
  await isLocked(henk);
  await joins(anouk, env.ZL_ANOUK, 'Hallo Anouk');
  await looksAfterClubs(anouk);
  await joins(karim, env.ZL_KARIM, 'Hallo Karim');
  await assigns(karim);
} catch (thrown) {
  for (const who of people) {
    await who.failed();
  }
  throw thrown;
}
for (const who of people) {
  insist(who.elsewhere.length === 0, 'asked elsewhere:', who.elsewhere);
  insist(who.faults.length === 0, 'complained:', who.faults.join('\n'));
  await who.stop();
}
