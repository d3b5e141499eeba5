import { ClientSecretCredential } from "@azure/identity";

const { TENANT_ID, CLIENT_ID, CLIENT_SECRET, PLAN_ID, FOLLOW_UP } = process.env;
const credential = new ClientSecretCredential(TENANT_ID, CLIENT_ID, CLIENT_SECRET);
const root = "https://graph.microsoft.com/v1.0";

async function send(path, method = "GET", body = undefined) {
  const { token } = await credential.getToken("https://graph.microsoft.com/.default");
  const response = await fetch(root + path, {
    method,
    headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json", Prefer: "return=representation" },
    body: body && JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status}`);
  return response.status === 204 ? null : response.json();
}

const tasks = (await send(`/planner/plans/${PLAN_ID}/tasks`)).value;
const overdue = tasks.filter((task) => task.dueDateTime && new Date(task.dueDateTime) < new Date());

const people = [...new Set(overdue.flatMap((task) => Object.keys(task.assignments)))];
const requests = people.slice(0, 20).map((id, index) => ({
  id: String(index),
  method: "GET",
  url: `/users/${id}?$select=id,mail,jobTitle`,
}));
const { responses } = await send("/$batch", "POST", { requests });

for (const task of overdue) {
  await send(`/planner/tasks/${task.id}`, "PATCH", { percentComplete: 50 });
}
console.log(responses.map((r) => r.body.mail));

// The team sets FOLLOW_UP to the address of its own process.
if (FOLLOW_UP) await fetch(FOLLOW_UP, { method: "POST", body: JSON.stringify({ overdue: overdue.length }) });
