import { svelte } from "@sveltejs/vite-plugin-svelte";
import { svelteTesting } from "@testing-library/svelte/vite";
import { defineConfig } from "vitest/config";

const server = process.env.PITBOARD_SERVER ?? "http://127.0.0.1:8787";

export default defineConfig({
  base: "./",
  plugins: [svelte(), svelteTesting()],
  build: {
    outDir: "../src/pitboard/live/static",
    emptyOutDir: true,
    modulePreload: { polyfill: false }, // its script would be fetched for nothing: every browser we serve has it
    assetsInlineLimit: 0, // nothing inline: the content security policy allows 'self' alone
    target: "es2022",
  },
  server: { proxy: { "/api": { target: server, changeOrigin: false }, "/results": { target: server, changeOrigin: false } } },
  test: { environment: "happy-dom", include: ["src/**/*.test.ts"], setupFiles: ["src/test-setup.ts"] },
});
