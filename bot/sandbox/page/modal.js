import { openDialog } from "./dialog.js";
import { fieldsOf } from "./fields.js";

/** The bot's form, as it asked for it. */
export function openModal(modal, { state, prose, deeds }) {
  const fields = fieldsOf(modal.components, { state, prose });
  const submit = async () => {
    const filled = fields.filter((field) => field.value);
    const pairs = await Promise.all(filled.map(async (field) => [field.customId, await field.value()]));
    await deeds.submit(modal, Object.fromEntries(pairs));
  };
  return openDialog({ title: modal.title, content: fields.map((field) => field.node), action: "Submit", submit });
}
