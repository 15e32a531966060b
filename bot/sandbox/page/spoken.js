/** What a message says to those who cannot see it: its text, its cards with their short fields, what can be pressed. */
export function spoken(message) {
  const cards = (message.embeds ?? []).flatMap(({ title, description, fields }) => [title, description, short(fields)]);
  const parts = (message.components ?? []).flatMap((row) => row.components ?? []);
  const choices = parts.map((part) => part.label ?? part.placeholder).filter(Boolean);
  return [message.content, ...cards.flat(), choices.length > 0 && `Choices: ${choices.join(", ")}`].filter(Boolean);
}

/** Whether two states of a message say the same. */
export const soundAlike = (one, other) => spoken(one).join() === spoken(other).join();

const short = (fields) => (fields ?? []).filter((field) => field.inline).map(({ name, value }) => `${name}: ${value}`);
