// Reads one delivery, { secret, headers, body }, and says which libraries take its signature for that of the secret.
import { readFileSync } from "node:fs";
import { Webhook as Standard } from "standardwebhooks";
import { Webhook as Svix } from "svix";

const { secret, headers, body } = JSON.parse(readFileSync(0, "utf8"));
for (const [name, Webhook] of [["standardwebhooks", Standard], ["svix", Svix]]) {
  try {
    new Webhook(secret).verify(body, headers);
    console.log(`${name}: genuine`);
  } catch (refused) {
    console.log(`${name}: ${refused.message}`);
  }
}
