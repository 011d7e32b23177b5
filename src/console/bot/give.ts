import type { Reply } from '#chat/reply.ts';
import { placeOf, type Step, stepsOf } from '../answer.ts';
import type { Log } from '../ports.ts';
import { pageScreenOrText } from '../render/or-text.ts';
import type { Rooms } from '../rooms.ts';
import type { Arrival } from './adapter.ts';
import { wordsOf } from './invocation.ts';

/** Shows replies where they belong, and returns what was done for it. */
export type Give = (arrival: Arrival, replies: readonly Reply[]) => Promise<Step[]>;

/** `beforeSharing`: closes the windows of those who may not see any more what is shown to everybody. */
export function createGive(rooms: Rooms, beforeSharing: () => Promise<void>, log: Log): Give {
  return async (arrival, replies) => {
    const place = placeOf(arrival.request, (id) => arrival.room.find(id));
    const words = wordsOf(arrival);
    const steps = stepsOf(place, replies, words.errors.invalid().text, (screen) =>
      pageScreenOrText(screen, words, log),
    );
    for (const step of steps) {
      if (step.to === 'everybody') await beforeSharing();
      show(rooms, arrival, step);
    }
    return steps;
  };
}

function show(rooms: Rooms, { window, room }: Arrival, step: Step): void {
  switch (step.to) {
    case 'window':
      window.send(step.event);
      break;
    case 'all_windows':
      for (const each of rooms.all) each.send(step.event);
      break;
    case 'room':
      room.add(step.add);
      break;
    case 'everybody':
      for (const each of rooms.all) if (each === room || each.windows.size > 0) each.add(step.add);
      break;
    case 'entry':
      if ('remove' in step) room.remove(step.id);
      else if (!room.update(step.id, step.replace)) room.add({ from: 'hexa', screen: step.replace });
  }
}
