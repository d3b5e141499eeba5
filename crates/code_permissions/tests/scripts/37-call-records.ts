import { Client } from "@microsoft/microsoft-graph-client";
import { app, HttpRequest, HttpResponseInit, InvocationContext, Timer } from "@azure/functions";
import { createClient } from "./client";

const client: Client = createClient();

app.timer("renew", {
  schedule: "0 0 */12 * * *",
  handler: async (_timer: Timer, context: InvocationContext) => {
    const expirationDateTime = new Date(Date.now() + 3 * 24 * 3600 * 1000).toISOString();
    await client.api("/subscriptions").post({
      changeType: "created",
      notificationUrl: process.env.NOTIFICATION_URL,
      resource: "communications/callRecords",
      expirationDateTime,
      clientState: process.env.CLIENT_STATE,
    });
    context.log("subscribed to /communications/callRecords");
  },
});

app.http("notify", {
  methods: ["POST"],
  handler: async (request: HttpRequest, context: InvocationContext): Promise<HttpResponseInit> => {
    const token = request.query.get("validationToken");
    if (token) return { body: token };
    const { value } = (await request.json()) as { value: { resourceData: { id: string } }[] };
    for (const note of value) {
      const record = await client.api(`/communications/callRecords/${note.resourceData.id}`).expand("sessions").get();
      const organizer = record.organizer_v2?.id;
      const meetings = await client
        .api(`/users/${organizer}/onlineMeetings`)
        .filter(`JoinWebUrl eq '${record.joinWebUrl}'`)
        .get();
      for (const meeting of meetings.value) {
        const texts = await client.api(`/users/${organizer}/onlineMeetings/${meeting.id}/transcripts`).get();
        context.log(`${texts.value.length} transcripts`);
      }
    }
    return { status: 202 };
  },
});
