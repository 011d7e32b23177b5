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
    text: `Hello ${name}. Press the button to activate your Hexabot account.`,
  }),
  setPassword: (name: string): Page => ({
    title: 'Set your password',
    text: `Hello ${name}. Choose a password to activate your Hexabot account.`,
  }),
  password: 'Password',
  confirmation: 'Password again',
  button: 'Activate my account',
  confirmed: (): Page => ({
    title: 'Your account is active',
    text: 'You can sign in to the Hexabot admin panel now.',
  }),
  signIn: 'Sign in',
  used: (): Page => ({
    title: 'This link was used before',
    text: 'The account was confirmed with it. Sign in; if that does not work, ask the administrator who added you.',
  }),
  expired: (): Page => ({
    title: 'This link has expired',
    text: 'Ask the administrator who added you to send a new one.',
  }),
  unknown: (): Page => ({
    title: 'This link is not known',
    text: 'Copy the whole link from the newest mail. If that does not help, ask the administrator who added you to send a new one.',
  }),
  unexpected: (reference: string): Page => ({
    title: 'Something went wrong',
    text: `An error of ours: nothing was changed. Try again; if it stays, tell the administrator this reference: ${reference}`,
  }),
};
