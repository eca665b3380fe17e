// Moves the film to a moment that was clicked, and follows the film in the plots.
(() => {
  "use strict";
  const data = JSON.parse(document.getElementById("data").textContent);
  const film = document.querySelector("video");
  const player = document.querySelector(".player");
  const screen = document.querySelector(".screen");
  const thigh = document.getElementById("thigh");
  const strip = document.getElementById("strip");
  const readout = document.querySelector(".readout");
  const sides = ["left", "right"];
  const aim = { side: "left", pct: 0 };
  let now = data.begin;

  // Captured seconds of the clip against the film's own; the film starts with the first measured frame.
  const toFilm = (t) => Math.max(0, t * data.filmSecondsPerSecond - data.filmStart + 0.25 * data.frame);
  const toCaptured = (f) => (f + data.filmStart) / data.filmSecondsPerSecond;
  const clamp = (v, low, high) => Math.min(high, Math.max(low, v));
  const degrees = (v) => `${Math.round(v)}°`.replace("-", "−");

  // Whether half of the film's own place is on the screen; if not, a small film comes along.
  function inView() {
    const { top, bottom } = player.getBoundingClientRect();
    return Math.min(bottom, window.innerHeight) - Math.max(top, 0) > (bottom - top) / 2;
  }

  function onGround(side, t) {
    return data.contacts.some(([s, strike, off]) => s === side && strike <= t && t < off);
  }

  function thighAt(side, pct) {
    const angles = data.thigh[side];
    return angles ? angles[clamp(Math.round(pct), 0, 100)] : null;
  }

  function phase(side, t) {
    const stride = data.strides[side].find(([begin, end]) => begin <= t && t < end);
    return stride ? (100 * (t - stride[0])) / (stride[1] - stride[0]) : null;
  }

  function describe(t) {
    const parts = sides.map((s) => `${s} foot ${onGround(s, t) ? "on the ground" : "in the air"}`);
    return `${t.toFixed(2)} s: ${parts.join(", ")}`;
  }

  function follow() {
    if (strip) {
      const cursor = strip.querySelector(".cursor");
      cursor.hidden = false;
      const share = (now - data.begin) / (data.end - data.begin);
      cursor.style.left = `${100 * share}%`;
      const scroller = strip.closest(".scroller");
      const x = strip.offsetLeft + share * strip.offsetWidth - scroller.scrollLeft;
      if (x < 0 || x > scroller.clientWidth) scroller.scrollLeft += x - scroller.clientWidth / 2;
      strip.setAttribute("aria-valuenow", now.toFixed(2));
      strip.setAttribute("aria-valuetext", describe(now));
    }
    if (!thigh) return;
    const low = Number(thigh.dataset.low);
    const high = Number(thigh.dataset.high);
    for (const side of sides) {
      const dot = thigh.querySelector(`.now.${side}`);
      const pct = phase(side, now);
      const angle = pct === null ? null : thighAt(side, pct);
      dot.hidden = angle === null || angle === undefined;
      if (dot.hidden) continue;
      dot.style.left = `${pct}%`;
      dot.style.top = `${100 - (100 * (angle - low)) / (high - low)}%`;
    }
  }

  function goTo(t, words) {
    now = clamp(t, data.begin, data.end);
    if (film && !film.error) {
      film.pause();
      film.currentTime = toFilm(now);
      if (!inView()) screen.classList.add("floating");
    }
    follow();
    if (readout) readout.textContent = words || describe(now);
  }

  // A click or a drag, as shares of a field from its left and its top.
  function dragged(element, field, move) {
    const at = (event) => {
      const box = field.getBoundingClientRect();
      move(clamp((event.clientX - box.left) / box.width, 0, 1), (event.clientY - box.top) / box.height);
    };
    element.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      at(event);
      element.setPointerCapture(event.pointerId);
    });
    element.addEventListener("pointermove", (event) => {
      if (element.hasPointerCapture(event.pointerId)) at(event);
    });
  }

  function aimAt(side, pct) {
    if (!data.middle[side]) return;
    aim.side = side;
    aim.pct = clamp(pct, 0, 100);
    const angle = thighAt(side, aim.pct);
    const [begin, end] = data.middle[side];
    const words = `${side} leg, ${Math.round(aim.pct)} % of its stride, thigh at ${degrees(angle)}`;
    thigh.setAttribute("aria-valuenow", Math.round(aim.pct));
    thigh.setAttribute("aria-valuetext", words);
    goTo(Math.min(begin + (aim.pct / 100) * (end - begin), end - 1e-4), words);
  }

  if (thigh) {
    dragged(thigh, thigh.querySelector(".field"), (x, y) => {
      const low = Number(thigh.dataset.low);
      const angle = low + (1 - y) * (Number(thigh.dataset.high) - low);
      const known = sides.filter((side) => data.middle[side] && data.thigh[side]);
      const off = (side) => Math.abs(thighAt(side, 100 * x) - angle);
      known.sort((a, b) => off(a) - off(b));
      if (known.length) aimAt(known[0], 100 * x);
    });
    thigh.addEventListener("keydown", (event) => {
      const steps = { ArrowRight: 2, ArrowLeft: -2, PageUp: 10, PageDown: -10, Home: -100, End: 100 };
      if (event.key in steps) aimAt(aim.side, aim.pct + steps[event.key]);
      else if (event.key === "ArrowUp" || event.key === "ArrowDown") aimAt(aim.side === "left" ? "right" : "left", aim.pct);
      else return;
      event.preventDefault();
    });
  }

  if (strip) {
    // A long strip scrolls sideways under the finger, so it takes clicks only.
    strip.addEventListener("click", (event) => {
      const box = strip.getBoundingClientRect();
      goTo(data.begin + ((event.clientX - box.left) / box.width) * (data.end - data.begin));
    });
    strip.addEventListener("keydown", (event) => {
      const strikes = data.contacts.map(([, strike]) => strike);
      let to;
      if (event.key === "ArrowRight" || event.key === "ArrowUp") to = strikes.find((t) => t > now + 1e-3);
      else if (event.key === "ArrowLeft" || event.key === "ArrowDown") to = strikes.filter((t) => t < now - 1e-3).pop();
      else if (event.key === "Home") to = data.begin;
      else if (event.key === "End") to = data.end;
      else return;
      event.preventDefault();
      if (to !== undefined) goTo(to);
    });
  }

  for (const button of document.querySelectorAll("[data-time]")) {
    button.addEventListener("click", () => goTo(Number(button.dataset.time), button.dataset.words));
  }
  window.addEventListener("beforeprint", () => {
    for (const details of document.querySelectorAll("details")) details.open = true;
  });

  if (!film) return;
  // The film's own controls would lie over its running bar; they serve where there is no script.
  film.controls = false;
  const play = document.getElementById("play");
  const position = document.getElementById("position");
  const toggle = () => (film.paused ? film.play() : film.pause());
  play.addEventListener("click", toggle);
  film.addEventListener("click", toggle);
  position.addEventListener("input", () => {
    film.pause();
    film.currentTime = Number(position.value) * film.duration;
  });
  document.getElementById("full").addEventListener("click", () => film.requestFullscreen());
  document.addEventListener("fullscreenchange", () => {
    film.controls = document.fullscreenElement === film;
  });
  for (const button of document.querySelectorAll("[data-frames]")) {
    button.addEventListener("click", () => {
      film.pause();
      film.currentTime = Math.max(0, film.currentTime + Number(button.dataset.frames) * data.frame);
    });
  }
  document.getElementById("rate").addEventListener("change", (event) => {
    film.playbackRate = Number(event.target.value);
  });
  screen.querySelector(".shut").addEventListener("click", () => screen.classList.remove("floating"));
  new IntersectionObserver(() => {
    if (inView()) screen.classList.remove("floating");
  }, { threshold: [0.4, 0.5, 0.6] }).observe(player);

  function watch() {
    now = clamp(toCaptured(film.currentTime), data.begin, data.end);
    follow();
    play.textContent = film.paused ? "Play" : "Pause";
    position.value = film.duration ? film.currentTime / film.duration : 0;
    position.setAttribute("aria-valuetext", `${now.toFixed(2)} s`);
    if (!film.paused) requestAnimationFrame(watch);
  }
  // The page was copied without its film: say so, and take away what moves a film.
  function missing() {
    player.hidden = true;
    document.querySelector(".controls").hidden = true;
    document.getElementById("no-film").hidden = false;
  }
  film.addEventListener("error", missing);
  if (film.error) missing();
  film.addEventListener("play", watch);
  film.addEventListener("pause", watch);
  film.addEventListener("seeked", watch);
})();
