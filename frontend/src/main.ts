import "@fontsource-variable/inter/wght.css";
import "./palette.css";
import "./app.css";
import "./print.css";
import { mount } from "svelte";
import App from "./App.svelte";

const target = document.getElementById("app");
if (target) mount(App, { target });
