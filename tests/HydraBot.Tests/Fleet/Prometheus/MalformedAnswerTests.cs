using HydraBot.Tests.Backups;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace HydraBot.Tests.Fleet.Prometheus;

/// <summary>What another program at Prometheus' address answers, or a proxy in between.</summary>
public sealed class MalformedAnswerTests
{
    [Theory]
    [InlineData("""{"status":"success"}""", "data.result")]
    [InlineData("""{"status":"success","data":{"resultType":"vector","result":{}}}""", "data.result")]
    [InlineData("""{"status":"success","data":{"resultType":"vector","result":[{"value":[1,"2"]}]}}""", "'metric'")]
    [InlineData("""{"status":"success","data":{"resultType":"vector","result":[{"metric":[],"value":[1,"2"]}]}}""", "'metric'")]
    [InlineData("""{"status":"success","data":{"resultType":"vector","result":[{"metric":{}}]}}""", "neither 'value' nor 'values'")]
    [InlineData("""{"status":"success","data":{"resultType":"scalar","result":[1764400000,"1"]}}""", "'metric'")]
    [InlineData("""{"status":"success","data":{"resultType":"vector","result":[{"metric":{},"value":[1]}]}}""", "a moment and a text")]
    [InlineData("""{"status":"success","data":{"resultType":"vector","result":[{"metric":{},"value":["now","2"]}]}}""", "a moment and a text")]
    [InlineData("""{"status":"success","data":{"resultType":"vector","result":[{"metric":{},"value":[1e300,"2"]}]}}""", "a moment and a text")]
    [InlineData("""{"status":"success","data":{"resultType":"vector","result":[{"metric":{},"value":[1,2]}]}}""", "a moment and a text")]
    public async Task What_is_no_answer_of_Prometheus_is_said_in_the_status_with_what_is_missing_in_it(string answer, string missing)
    {
        var text = await StatusAsync(answer);

        Assert.Contains("is no Prometheus", text, StringComparison.Ordinal);
        Assert.Contains(missing, text, StringComparison.Ordinal);
        Assert.Contains("Fleet:Prometheus:Url", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[]", "says: OK")]
    [InlineData("<html>", "does not answer")]
    [InlineData("""{"status":"error","errorType":"bad_data","error":"parse error"}""", "says: parse error")]
    [InlineData("""{"status":"success","data":{"resultType":"vector","result":[]}}""", "knows of no other host")]
    [InlineData("""{"status":"success","data":{"resultType":"vector","result":[{"metric":{"instance":"nas:9100"},"histogram":[1,{"count":"1"}]}]}}""", "knows of no other host")]
    [InlineData("""{"status":"success","data":{"resultType":"vector","result":[{"metric":{"instance":"nas:9100","instance":"nas:9100","port":9100},"value":[1764400000,"NaN"]}]}}""", "knows of no other host")]
    public async Task What_it_may_answer_is_told_as_it_is(string answer, string said) => Assert.Contains(said, await StatusAsync(answer), StringComparison.Ordinal);

    private static async Task<string> StatusAsync(string answer)
    {
        await using var prometheus = await FakeServer.StartAsync(app => app.MapPost("/api/v1/query", () => Results.Text(answer, "application/json")));
        await using var house = await BackupHouse.StartAsync(("Fleet:Prometheus:Url", prometheus.Address.ToString()), ("Fleet:StatusTimeout", "00:00:20"), ("Fleet:Engine", "unix:///nowhere/docker.sock"));
        var (card, _) = await house.Road.DoneAsync("status");
        return Assert.Single(card.Fields, field => field.Name == "Other hosts").Value;
    }
}
