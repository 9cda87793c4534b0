using System.Net.Http.Json;
using System.Text.Json.Nodes;
using HydraBot.Governance.Operations;
using HydraBot.Testing.Road;
using HydraBot.Workshops;
using Xunit;

namespace HydraBot.Tests.Workshops;

/// <summary>
/// n8n itself, where one runs. It is too large to install for every run (2.8 GB), so this test runs only when it is asked for: <c>HYDRA_TEST_N8N</c> is its
/// address, <c>HYDRA_TEST_N8N_KEY</c> a key of its public API, and <c>--explicit on</c> is given.
/// </summary>
public sealed class N8nItselfTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static string Url => Environment.GetEnvironmentVariable("HYDRA_TEST_N8N") ?? throw new InvalidOperationException("HYDRA_TEST_N8N is not set.");

    private static string Key => Environment.GetEnvironmentVariable("HYDRA_TEST_N8N_KEY") ?? throw new InvalidOperationException("HYDRA_TEST_N8N_KEY is not set.");

    [Fact(Explicit = true)]
    [Trait("Run", "ByHand")]
    public async Task Workflows_of_n8n_itself_are_listed_activated_run_read_when_they_fail_and_run_again()
    {
        using var api = new HttpClient { BaseAddress = new Uri(Url) };
        api.DefaultRequestHeaders.Add("X-N8N-API-KEY", Key);
        var mark = Guid.CreateVersion7().ToString("N");
        var good = await MakeAsync(api, $"Greets {mark}", mark, new JsonObject
        {
            ["name"] = "Answer",
            ["type"] = "n8n-nodes-base.set",
            ["typeVersion"] = 3.4,
            ["parameters"] = new JsonObject { ["mode"] = "raw", ["jsonOutput"] = "={{ { said: 'hello ' + $json.body.who, token: 'token=abcdefghij' } }}" },
        });
        var bad = await MakeAsync(api, $"Breaks {mark}", $"{mark}-bad", new JsonObject
        {
            ["name"] = "Fails",
            ["type"] = "n8n-nodes-base.stopAndError",
            ["typeVersion"] = 1,
            ["parameters"] = new JsonObject { ["errorMessage"] = "The disk is full" },
        });
        try
        {
            await using var road = await Rooms.BuildAsync(builder => builder.AddWorkshops(), ("Workshops:N8n:Url", Url), ("Workshops:N8n:ApiKey", Key));
            var listed = (await road.DoneAsync("n8n.workflows", access: AccessLevel.Viewer)).Value.GetProperty("workflows").EnumerateArray().Single(one => one.GetProperty("id").GetString() == good);
            Assert.Equal(("POST", true), (listed.GetProperty("webhooks")[0].GetProperty("method").GetString(), listed.GetProperty("webhooks")[0].GetProperty("waits").GetBoolean()));

            // Off, it is not run; on, it runs though its webhook is there only after a while.
            Assert.Contains("is not active", await road.FailedAsync("n8n.run", $$"""{"workflow":"{{good}}"}"""), StringComparison.Ordinal);
            foreach (var id in (string[])[good, bad])
                await road.DoneAsync("n8n.activate", $$"""{"workflow":"{{id}}"}""");
            var run = (await road.DoneAsync("n8n.run", $$"""{"workflow":"Greets {{mark}}","input":"who=Ada"}""")).Value;
            Assert.Equal("success", run.GetProperty("status").GetString());
            Assert.Contains("hello Ada", run.GetProperty("answer").GetRawText(), StringComparison.Ordinal);
            Assert.DoesNotContain("abcdefghij", run.GetProperty("answer").GetRawText(), StringComparison.Ordinal);

            // One that fails says where and why, and can be run again.
            var failed = (await road.DoneAsync("n8n.run", $$"""{"workflow":"{{bad}}"}""")).Value;
            Assert.Equal(("error", "Fails: The disk is full"), (failed.GetProperty("status").GetString(), failed.GetProperty("error").GetString()));
            var found = (await road.DoneAsync("n8n.executions", $$"""{"workflow":"{{bad}}","failed":true}""")).Value.GetProperty("executions")[0];
            Assert.Equal(("Fails", "The disk is full"), (found.GetProperty("failedNode").GetString(), found.GetProperty("error").GetString()));
            var again = (await road.DoneAsync("n8n.retry", $$"""{"execution":"{{found.GetProperty("id").GetString()}}"}""")).Value;
            Assert.NotEqual(found.GetProperty("id").GetString(), again.GetProperty("newId").GetString());

            await road.DoneAsync("n8n.activate", $$"""{"workflow":"{{good}}","active":false}""");
            Assert.Contains("is not active", await road.FailedAsync("n8n.run", $$"""{"workflow":"{{good}}"}"""), StringComparison.Ordinal);
        }
        finally
        {
            foreach (var id in (string[])[good, bad])
                using (await api.DeleteAsync(new Uri($"api/v1/workflows/{id}", UriKind.Relative), CancellationToken.None))
                {
                }
        }
    }

    /// <summary>A workflow of a webhook and one node behind it; its id.</summary>
    private static async Task<string> MakeAsync(HttpClient api, string name, string path, JsonObject node)
    {
        (node["id"], node["position"]) = ("2", new JsonArray(200, 0));
        var webhook = new JsonObject
        {
            ["id"] = "1",
            ["name"] = "Webhook",
            ["type"] = "n8n-nodes-base.webhook",
            ["typeVersion"] = 2,
            ["position"] = new JsonArray(0, 0),
            ["webhookId"] = path,
            ["parameters"] = new JsonObject { ["path"] = path, ["httpMethod"] = "POST", ["responseMode"] = "lastNode" },
        };
        var next = new JsonObject { ["node"] = node["name"]!.ToString(), ["type"] = "main", ["index"] = 0 };
        using var answer = await api.PostAsJsonAsync("api/v1/workflows", new JsonObject
        {
            ["name"] = name,
            ["nodes"] = new JsonArray(webhook, node),
            ["connections"] = new JsonObject { ["Webhook"] = new JsonObject { ["main"] = new JsonArray(new JsonArray(next)) } },
            ["settings"] = new JsonObject { ["saveDataSuccessExecution"] = "all", ["saveDataErrorExecution"] = "all" },
        }, Stop);
        return (await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonNode>(Stop))!["id"]!.ToString();
    }
}
