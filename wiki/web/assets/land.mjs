// Draws the land of the earth as one SVG path: Natural Earth 1:110m, from world-atlas' TopoJSON on standard input.
// Meridians and parallels are evenly apart, two units a degree, as wiki/web/spread.py has them: x 0 to 720, y 0 to 360.
// Points nearer than NEAR units to the one before are left out, and islands of fewer than four points.
import { readFileSync } from "node:fs";

const NEAR = 0.7, WIDE = 720, TALL = 360;
const topology = JSON.parse(readFileSync(0, "utf8"));
const { scale, translate } = topology.transform;
const arcs = topology.arcs.map((arc) => {
  let x = 0, y = 0;
  return arc.map(([dx, dy]) => {
    x += dx; y += dy;
    return [2 * (x * scale[0] + translate[0] + 180), 2 * (90 - (y * scale[1] + translate[1]))];
  });
});
const ringOf = (numbers) => numbers.flatMap((number, at) => {
  const points = number < 0 ? [...arcs[~number]].reverse() : arcs[number];
  return at ? points.slice(1) : points;
});
// A ring in one piece, beyond the map's edges if need be; one that goes around a pole is closed over it.
const unrolled = (ring) => {
  let turn = 0;
  const flat = ring.map(([x, y], at) => {
    const step = at ? x - ring[at - 1][0] : 0;
    turn -= WIDE * Math.round(step / WIDE);
    return [x + turn, y];
  });
  const [first, last] = [flat[0], flat.at(-1)];
  const pole = last[1] > TALL / 2 ? TALL : 0;
  return Math.abs(last[0] - first[0]) > WIDE / 2 ? [...flat, [last[0], pole], [first[0], pole]] : flat;
};
// What of a ring lies on one side of an upright edge (Sutherland and Hodgman, 1974).
const cut = (ring, edge, isIn) => ring.flatMap((point, at) => {
  const before = ring.at(at - 1), crosses = isIn(point[0]) !== isIn(before[0]);
  const meeting = crosses ? [[edge, before[1] + (point[1] - before[1]) * (edge - before[0]) / (point[0] - before[0])]] : [];
  return isIn(point[0]) ? [...meeting, point] : meeting;
});
const onMap = (ring) => [-WIDE, 0, WIDE].map((shift) => {
  const shifted = ring.map(([x, y]) => [x + shift, y]);
  return cut(cut(shifted, 0, (x) => x >= 0), WIDE, (x) => x <= WIDE);
});
const thinned = (ring) => ring.reduce((kept, point) => {
  const last = kept.at(-1);
  return last && Math.hypot(point[0] - last[0], point[1] - last[1]) < NEAR ? kept : [...kept, point];
}, []);
const written = (ring) => {
  let x = 0, y = 0;
  return ring.map(([px, py], at) => {
    const [rx, ry] = [Math.round(px * 10), Math.round(py * 10)];
    const step = `${at ? "l" : "M"}${(rx - x) / 10},${(ry - y) / 10}`;
    x = rx; y = ry;
    return step;
  }).join("") + "z";
};
const rings = topology.objects.land.geometries.flatMap((each) => each.arcs.flat()).map(ringOf).map(unrolled).flatMap(onMap).map(thinned);
const path = rings.filter((ring) => ring.length > 3).map(written).join("");
console.log(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 720 360"><path id="land" d="${path}"/></svg>`);
