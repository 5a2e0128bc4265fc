// onnxruntime_speed.mjs FOLDER MODEL THREADS FILMS: what ONNX Runtime takes for so many films of 224² at once, as JSON.
// FOLDER holds node_modules with onnxruntime-node (npm install --ignore-scripts onnxruntime-node: the processor alone).
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const [folder, model, threads, films] = process.argv.slice(2);
const modules = path.join(path.resolve(folder), 'node_modules');
const runtime = createRequire(path.join(modules, 'none.js'))('onnxruntime-node');
const session = await runtime.InferenceSession.create(model, {
    intraOpNumThreads: Number(threads), interOpNumThreads: 1, graphOptimizationLevel: 'all', executionProviders: ['cpu'],
});
const values = Float32Array.from({ length: Number(films) * 3 * 224 * 224 }, () => Math.random() * 2 - 1);
const x = new runtime.Tensor('float32', values, [Number(films), 3, 224, 224]);
const seconds = [];
for (let round = 0; round < 60; ++round) {
    const begun = performance.now();
    await session.run({ x });
    if (round >= 10) seconds.push((performance.now() - begun) / 1000);
}
seconds.sort((a, b) => a - b);
const { version } = JSON.parse(readFileSync(path.join(modules, 'onnxruntime-node', 'package.json')));
console.log(JSON.stringify({ version, threads, films, seconds_per_image: seconds[25] / films }));
