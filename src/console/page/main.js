import { h, render } from 'preact';
import { returnToRoute } from './address.js';
import { App } from './app.js';
import { fetchSession, Page } from './page.js';
import { NoBotkit, SignIn } from './sign-in.js';
import { say, setTexts } from './texts.js';

const root = /** @type {HTMLElement} */ (document.getElementById('app'));

const session = await fetchSession();
if (session !== null) {
  setTexts(session.texts);
  document.title = say('title');
  root.replaceChildren();
  if (session.state === 'signed_out') {
    render(h(SignIn, { way: session.way, why: location.hash.slice(1) || session.ended }), root);
    history.replaceState(null, '', location.pathname + location.search);
  } else if (session.state === 'no_botkit') render(h(NoBotkit, {}), root);
  else {
    returnToRoute();
    render(h(App, { page: new Page(session) }), root);
  }
}
