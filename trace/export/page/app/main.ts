// Shows the runs that the file holds.

import { Document } from "./data";
import { byId, Page } from "./page";

new Page(JSON.parse(byId("data").textContent ?? "") as Document);
