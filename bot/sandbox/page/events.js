const FIRST_WAIT = 500;
const LONGEST_WAIT = 8000;

/** The stream of events, one WebSocket after another: a lost one is dialled again, later each time. */
export class Events {
  #on;
  #socket = null;
  #timer = 0;
  #wait = FIRST_WAIT;

  /**
   * `on` has `address()` to dial, `heard(frame)`, `connected()`, `lost()`, and `again()`, which is awaited before
   * every dialling but the first and may throw to put it off.
   */
  constructor(on) {
    this.#on = on;
  }

  open() {
    this.close();
    const socket = new WebSocket(this.#on.address());
    const mine = (deed) => (event) => this.#socket === socket && deed(event);
    this.#socket = socket;
    socket.addEventListener(
      "open",
      mine(() => this.#opened()),
    );
    socket.addEventListener(
      "message",
      mine((event) => this.#on.heard(JSON.parse(event.data))),
    );
    socket.addEventListener(
      "close",
      mine(() => this.#dropped()),
    );
  }

  /** Do not wait any longer. */
  async retry() {
    clearTimeout(this.#timer);
    try {
      await this.#on.again();
      this.open();
    } catch {
      this.#later();
    }
  }

  close() {
    clearTimeout(this.#timer);
    const socket = this.#socket;
    this.#socket = null;
    socket?.close();
  }

  #opened() {
    this.#wait = FIRST_WAIT;
    this.#on.connected();
  }

  #dropped() {
    this.#socket = null;
    this.#on.lost();
    this.#later();
  }

  #later() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.retry(), this.#wait);
    this.#wait = Math.min(this.#wait * 2, LONGEST_WAIT);
  }
}
