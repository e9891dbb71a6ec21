// Shows the runs that the file holds.

import { bytesOf, Document } from "./data";
import { byId, Page } from "./page";

/** Reads what the page is told: JSON, or what is compressed, in base64. */
async function told(): Promise<Document> {
  const holder = byId("data"), text = holder.textContent ?? "";
  holder.textContent = ""; // it is large, and no longer needed
  if (holder.getAttribute("type") === "application/json") return JSON.parse(text) as Document;
  return (await new Response(new Blob([bytesOf(text)]).stream().pipeThrough(new DecompressionStream("deflate-raw"))).json()) as Document;
}

void told().then((doc) => new Page(doc));
