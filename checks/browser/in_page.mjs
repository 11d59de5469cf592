// What is measured inside the page. Each function is sent to the browser as text, so each stands
// by itself: it may use nothing that is declared outside of it.

/** The contrast of every visible text against the first opaque background behind it. */
export function measureContrast() {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const parse = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = "#000";
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    const [red, green, blue, alpha] = canvas.getImageData(0, 0, 1, 1).data;
    return { red, green, blue, alpha: alpha / 255 };
  };
  const over = (top, under) => {
    const mix = (a, b) => a * top.alpha + b * (1 - top.alpha);
    return {
      red: mix(top.red, under.red),
      green: mix(top.green, under.green),
      blue: mix(top.blue, under.blue),
      alpha: 1,
    };
  };
  const luminance = ({ red, green, blue }) => {
    const [r, g, b] = [red, green, blue].map((part) => {
      const share = part / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ratio = (a, b) => {
    const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
    return (light + 0.05) / (dark + 0.05);
  };
  // A shape of a drawing that is painted before the text and lies behind its middle.
  const shapesBehind = (element, box) => {
    const svg = element.closest("svg");
    if (!svg) return [];
    const x = (box.left + box.right) / 2;
    const y = (box.top + box.bottom) / 2;
    return [...svg.querySelectorAll("rect, circle, ellipse, polygon")]
      .filter((shape) => shape.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING)
      .filter((shape) => {
        const area = shape.getBoundingClientRect();
        return area.left <= x && x <= area.right && area.top <= y && y <= area.bottom;
      })
      .reverse()
      .map((shape) => {
        const style = getComputedStyle(shape);
        if (style.fill === "none") return { red: 0, green: 0, blue: 0, alpha: 0 };
        const fill = parse(style.fill);
        return { ...fill, alpha: fill.alpha * Number(style.fillOpacity) * Number(style.opacity) };
      });
  };
  const layersBehind = (element, box) => {
    const layers = shapesBehind(element, box);
    for (let at = element; at; at = at.parentElement) {
      const style = getComputedStyle(at);
      if (style.backgroundImage !== "none") return null;
      layers.push(parse(style.backgroundColor));
      if (layers.some((layer) => layer.alpha === 1)) break;
    }
    // The canvas of a page on which nobody painted is white.
    layers.push({ red: 255, green: 255, blue: 255, alpha: 1 });
    return layers;
  };

  const found = { measured: 0, lowest: Infinity, problems: [], unknown: [] };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const words = node.textContent.replace(/\s+/g, " ").trim();
    const element = node.parentElement;
    if (words === "" || ["SCRIPT", "STYLE", "TITLE", "DESC"].includes(element.tagName.toUpperCase())) continue;
    if (!element.checkVisibility({ visibilityProperty: true })) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const box = range.getBoundingClientRect();
    // A pixel's worth of text is there for those who hear the page, not for those who see it.
    const clip = element.getBoundingClientRect();
    if (box.width === 0 || box.height === 0 || (clip.width <= 1 && clip.height <= 1)) continue;
    const style = getComputedStyle(element);
    const place = `${element.tagName.toLowerCase()} "${words.slice(0, 40)}"`;
    const layers = layersBehind(element, box);
    if (layers === null) {
      found.unknown.push(place);
      continue;
    }
    const solid = layers.findIndex((layer) => layer.alpha === 1);
    const behind = layers.slice(0, solid).reduceRight((under, top) => over(top, under), layers[solid]);
    const isDrawn = element.closest("svg") !== null;
    const ink = parse(isDrawn ? style.fill : style.color);
    const faint = isDrawn ? Number(style.fillOpacity) : 1;
    const front = over({ ...ink, alpha: ink.alpha * faint * Number(style.opacity) }, behind);
    // Large is 18 pt, or 14 pt and bold: 24 px and 18.66 px. A drawing's letters shrink with it.
    let size = parseFloat(style.fontSize);
    const matrix = isDrawn ? element.getScreenCTM?.() : null;
    if (matrix) size *= Math.hypot(matrix.a, matrix.b);
    const isLarge = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    const needed = isLarge ? 3 : 4.5;
    const value = ratio(front, behind);
    found.measured += 1;
    found.lowest = Math.min(found.lowest, value / needed);
    if (value < needed) {
      found.problems.push(`${value.toFixed(2)}:1 where ${needed}:1 is needed: ${place}`);
    }
  }
  return found;
}

/**
 * What Tab must reach, in the order of the page: links, folds, fields and whatever scrolls.
 * Each is given a number that `measureFocus` reads again.
 */
export function tabStops() {
  const scrolls = (element) => {
    const style = getComputedStyle(element);
    const sideways = element.scrollWidth > element.clientWidth + 1 && /auto|scroll/.test(style.overflowX);
    const down = element.scrollHeight > element.clientHeight + 1 && /auto|scroll/.test(style.overflowY);
    return sideways || down;
  };
  const fields = "a[href], button, input, select, textarea, summary, [tabindex='0']";
  const stops = [];
  for (const element of document.querySelectorAll("body *")) {
    if (!element.checkVisibility({ visibilityProperty: true })) continue;
    const isField = element.matches(fields);
    // A region that scrolls may also be moved through by a link inside it.
    const isRegion = scrolls(element) && !element.querySelector(fields);
    if (!isField && !isRegion) continue;
    // Of the choices of which one is taken, Tab reaches the one that is, or the first; arrows the others.
    if (element.matches("input[type=radio]")) {
      const group = [...document.querySelectorAll(`input[type=radio][name="${CSS.escape(element.name)}"]`)];
      if (element !== (group.find((one) => one.checked) ?? group[0])) continue;
    }
    // A property, not an attribute: the page's own markup stays as it was.
    element.tabStop = stops.length;
    const words = (element.getAttribute("aria-label") ?? element.textContent).replace(/\s+/g, " ").trim();
    stops.push({ index: stops.length, place: `${element.tagName.toLowerCase()} "${words.slice(0, 50)}"` });
  }
  return stops;
}

/** Where the focus is and what is wrong with it; null where it has left the page. */
export function measureFocus() {
  const element = document.activeElement;
  if (!element || element === document.body || element === document.documentElement) return null;
  const words = (element.getAttribute("aria-label") ?? element.textContent).replace(/\s+/g, " ").trim();
  const place = `${element.tagName.toLowerCase()} "${words.slice(0, 50)}"`;
  const style = getComputedStyle(element);
  const problems = [];
  if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) === 0) {
    problems.push("the focus does not show: no outline");
  }
  // WCAG 1.4.11: the outline against what lies around it. The browser's own (auto) is two-coloured.
  if (!["none", "auto"].includes(style.outlineStyle)) {
    const parts = (colour) => (colour.match(/[\d.]+/g) ?? []).map(Number);
    const luminance = ([red, green, blue]) => {
      const [r, g, b] = [red, green, blue].map((part) => {
        const share = part / 255;
        return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    let around = [255, 255, 255];
    for (let at = element.parentElement; at; at = at.parentElement) {
      const colour = parts(getComputedStyle(at).backgroundColor);
      if (colour.length === 3 || colour[3] === 1) {
        around = colour;
        break;
      }
    }
    const pair = [luminance(parts(style.outlineColor)), luminance(around)].sort((x, y) => y - x);
    const value = (pair[0] + 0.05) / (pair[1] + 0.05);
    if (value < 3) problems.push(`its outline has ${value.toFixed(2)}:1 where 3:1 is needed`);
  }
  // WCAG 2.4.11: what has the focus is not wholly hidden, by the edge or by something that sticks.
  const boxes = [...element.getClientRects()];
  const inSight = boxes.filter(
    (box) => box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
  );
  if (inSight.length === 0) {
    problems.push("it has the focus and is out of sight");
  } else {
    const covered = inSight.every((box) => {
      const x = Math.min(Math.max((box.left + box.right) / 2, 0), innerWidth - 1);
      const y = Math.min(Math.max((box.top + box.bottom) / 2, 0), innerHeight - 1);
      const top = document.elementFromPoint(x, y);
      return top !== null && !element.contains(top) && !top.contains(element);
    });
    if (covered) problems.push("it has the focus and something covers it");
  }
  return { index: element.tabStop ?? -1, place, problems };
}

/** Links of the page: those within it must have their place; files are handed back to be sought. */
export function measureLinks() {
  const links = [...document.querySelectorAll("a[href]")];
  const problems = [];
  const files = [];
  for (const link of links) {
    const href = link.getAttribute("href");
    if (href.startsWith("#")) {
      const name = decodeURIComponent(href.slice(1));
      if (!document.getElementById(name)) problems.push(`no place of the name ${href}`);
    } else if (!/^[a-z][a-z0-9+.-]*:/i.test(href)) {
      files.push(href.split(/[?#]/)[0]);
    }
  }
  const ids = [...document.querySelectorAll("[id]")].map((one) => one.id);
  for (const id of new Set(ids.filter((one, at) => ids.indexOf(one) !== at))) {
    problems.push(`the name ${id} is given twice`);
  }
  return { count: links.length, problems, files };
}
