import { el, freshId } from "./dom.js";
import { iconButton } from "./icons.js";

/**
 * Show a form over everything else; the browser keeps focus within it and gives it back after.
 * `submit` is called with the form when it is complete; the dialog closes unless that throws, whose words it shows.
 */
export function openDialog({ title, content, action, submit, danger = false, closed = () => {} }) {
  const heading = freshId("dialog");
  const trouble = el("p", { class: "trouble", role: "alert" });
  const cancel = () => node.close();
  const send = el("button", { type: "submit", class: danger ? "button danger" : "button primary" }, action);
  const head = el("header", {}, el("h2", { id: heading }, title), iconButton("close", "Close", cancel));
  const foot = el(
    "footer",
    {},
    el("button", { type: "button", class: "button quiet", onclick: cancel }, "Cancel"),
    send,
  );
  const form = el("form", {}, head, el("div", { class: "dialog-body" }, content, trouble), foot);
  const node = el("dialog", { "aria-labelledby": heading, onclose: () => (node.remove(), closed()) }, form);
  form.addEventListener(
    "submit",
    (event) => (event.preventDefault(), attempt(node, send, trouble, () => submit(form))),
  );
  document.body.append(node);
  node.showModal();
  node.querySelector("[data-first], .dialog-body input, .dialog-body textarea, .dialog-body select")?.focus();
  return node;
}

async function attempt(node, send, trouble, submit) {
  send.disabled = true;
  try {
    await submit();
    node.close();
  } catch (refusal) {
    trouble.textContent = refusal.message;
  }
  send.disabled = false;
}

/** Ask yes or no; false if it was closed. */
export function ask(title, words, action) {
  return new Promise((answered) => {
    openDialog({
      title,
      content: el("p", {}, words),
      action,
      danger: true,
      submit: () => answered(true),
      closed: () => answered(false),
    });
  });
}

/** Ask for one line of text; null if it was closed. */
export function askFor(title, label, action, longest) {
  return new Promise((answered) => {
    const input = el("input", { type: "text", required: true, maxlength: longest, autocomplete: "off" });
    const content = el("label", { class: "field-box" }, el("span", { class: "field-name" }, label), input);
    openDialog({ title, content, action, submit: () => answered(input.value.trim()), closed: () => answered(null) });
  });
}
