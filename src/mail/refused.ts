/** The server will not take this mail, now or later (a 5xx to its envelope or content); the message is its answer. */
export class MailRefused extends Error {}
