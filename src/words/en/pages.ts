import { passkeyPages } from './passkeys.ts';

export interface Page {
  title: string;
  text: string;
}

export const pages = {
  front: {
    title: 'hexabot-chatops is running',
    text: 'Type /hexa in chat to manage the users of your Hexabot.',
  },
  confirm: (name: string): Page => ({
    title: 'Confirm your account',
    text: `Hi ${name}. Press the button to activate your account for the Hexabot admin panel.`,
  }),
  setPassword: (name: string): Page => ({
    title: 'Set your password',
    text: `Hi ${name}. Choose a password to activate your account for the Hexabot admin panel.`,
  }),
  password: 'Password',
  confirmation: 'Confirm password',
  button: 'Activate my account',
  /** Below the button: what happens then. */
  next: 'Next, you’ll get a link to sign in with your email and password.',
  confirmed: (): Page => ({
    title: 'Your account is active',
    text: 'You can now sign in to the Hexabot admin panel with your email and password.',
  }),
  roleless: (): Page => ({
    title: 'Your account is active',
    text: 'Your account is active but has no roles yet, so the Hexabot admin panel has nothing to show you. We’ve let an administrator know.',
  }),
  signIn: 'Sign in',
  used: (): Page => ({
    title: 'You’ve already used this link',
    text: 'Your account is confirmed, so you can sign in. If that doesn’t work, ask the administrator who added you.',
  }),
  expired: (): Page => ({
    title: 'This link has expired',
    text: 'Ask the administrator who added you to send you a new one.',
  }),
  unknown: (): Page => ({
    title: 'This link doesn’t work',
    text: 'Copy the whole link from the newest email. If that doesn’t help, ask the administrator who added you to send you a new one.',
  }),
  unexpected: (reference: string): Page => ({
    title: 'Something went wrong',
    text: `This is our fault, and nothing was changed. Try again. If it keeps happening, give your administrator this reference: ${reference}`,
  }),
  passkey: passkeyPages,
};
