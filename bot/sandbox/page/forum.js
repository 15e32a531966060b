import { openDialog } from "./dialog.js";
import { el } from "./dom.js";
import { icon } from "./icons.js";
import { hashOf } from "./links.js";
import { bornAt } from "./snowflake.js";
import { moment } from "./time.js";

const MOST_TAGS = 5;

/** The posts of a forum, newest first, and the form for another. */
export class Forum {
  node = el("div", { class: "forum", hidden: true });
  #state;
  #deeds;

  constructor(state, deeds) {
    this.#state = state;
    this.#deeds = deeds;
    state.on("current channels channel", () => this.render());
  }

  render() {
    const forum = this.#state.current;
    this.node.hidden = forum?.type !== 15;
    if (this.node.hidden) return;
    const posts = this.#state.threads(forum.id).sort((a, b) => bornAt(b.id) - bornAt(a.id));
    const list = posts.length
      ? el(
          "ul",
          { class: "posts" },
          posts.map((post) => this.#post(post, forum)),
        )
      : el("p", { class: "empty" }, "Nobody has posted here yet.");
    const add = el(
      "button",
      { type: "button", class: "button primary", onclick: () => this.#write(forum) },
      icon("plus"),
      "New post",
    );
    this.node.replaceChildren(
      el("div", { class: "forum-head" }, el("p", {}, forum.topic ?? ""), forum.can_send && add),
      list,
    );
  }

  #post(post, forum) {
    const tags = (forum.tags ?? []).filter((tag) => (post.applied_tags ?? []).includes(tag.id));
    const chips = tags.map((tag) => el("span", { class: "tag" }, tag.name));
    const about = [`Opened ${moment(new Date(bornAt(post.id)))}`, size(post)].filter(Boolean).join(" · ");
    const words = el("span", { class: "post-words" }, el("strong", {}, post.name), el("span", {}, about));
    return el("li", {}, el("a", { class: "post", href: hashOf(post.id) }, words, el("span", { class: "tags" }, chips)));
  }

  #write(forum) {
    const title = el("input", { type: "text", required: true, maxlength: 100, autocomplete: "off" });
    const content = el("textarea", { required: true, maxlength: 2000, rows: 5 });
    const boxes = (forum.tags ?? []).map((tag) =>
      el("label", { class: "check" }, el("input", { type: "checkbox", value: tag.id }), tag.name),
    );
    const tags =
      boxes.length > 0 && el("fieldset", { class: "field-box" }, el("legend", { class: "field-name" }, "Tags"), boxes);
    const box = (name, input) => el("label", { class: "field-box" }, el("span", { class: "field-name" }, name), input);
    const submit = async (form) => {
      const chosen = [...form.querySelectorAll("input:checked")].map((input) => input.value).slice(0, MOST_TAGS);
      await this.#send(forum, { title: title.value.trim(), content: content.value, tags: chosen });
    };
    openDialog({
      title: `New post in ${forum.name}`,
      content: [box("Title", title), box("Message", content), tags],
      action: "Post",
      submit,
    });
  }

  async #send(forum, post) {
    const answer = await this.#deeds.post(forum.id, post);
    if (!answer) return;
    this.#state.putChannel(answer.channel);
    location.hash = hashOf(answer.channel.id);
  }
}

function size({ message_count: count }) {
  return count > 0 && (count === 1 ? "1 message" : `${count} messages`);
}
