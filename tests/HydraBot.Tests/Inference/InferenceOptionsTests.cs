using HydraBot.Inference;
using Microsoft.Extensions.Options;
using Xunit;

namespace HydraBot.Tests.Inference;

public class InferenceOptionsTests
{
    [Theory]
    [InlineData("Inference:Endpoints:0:Url", "http://127.0.0.1:11434", "ends in /v1")]
    [InlineData("Inference:Endpoints:0:Url", "127.0.0.1:11434/v1", "http or https")]
    [InlineData("Inference:Endpoints:0:Url", "ftp://host/v1", "http or https")]
    [InlineData("Inference:Endpoints:0:Url", "http://host/v1?key=1", "ends in /v1")]
    [InlineData("Inference:DiscoverPorts:0", "70000", "65535")]
    [InlineData("Inference:ProbeTimeout", "00:10:00", "00:00:30")]
    [InlineData("Inference:StallTimeout", "00:00:00", "00:09:00")]
    [InlineData("Inference:Routing:Shadow", "-0.1", "0 to 1")]
    public async Task A_wrong_setting_stops_the_start_with_its_name_its_value_and_what_is_allowed(string key, string value, string allowed)
    {
        var failure = await Assert.ThrowsAsync<OptionsValidationException>(() => Rooms.BuildAsync(builder => builder.AddInference(), (key, value)));

        var line = Assert.Single(failure.Failures);
        Assert.StartsWith($"Setting {key} is '{value}'; allowed is ", line, StringComparison.Ordinal);
        Assert.Contains(allowed, line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Canary")]
    [InlineData("Shadow")]
    public async Task A_share_of_requests_for_no_model_is_one_clear_error(string name)
    {
        var failure = await Assert.ThrowsAsync<OptionsValidationException>(() => Rooms.BuildAsync(builder => builder.AddInference(), ($"Inference:Routing:{name}", "0.5")));

        Assert.StartsWith($"Setting Inference:Routing:{name}Model is ''; allowed is, where Inference:Routing:{name} is more than 0, a model", Assert.Single(failure.Failures), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_endpoint_without_an_address_is_named()
    {
        var failure = await Assert.ThrowsAsync<OptionsValidationException>(
            () => Rooms.BuildAsync(builder => builder.AddInference(), ("Inference:Endpoints:0:Name", "attic")));

        Assert.StartsWith("Setting Inference:Endpoints:0:Url is ''", Assert.Single(failure.Failures), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_slash_at_the_end_does_no_harm() =>
        await (await Rooms.BuildAsync(builder => builder.AddInference(), ("Inference:Endpoints:0:Url", "http://127.0.0.1:11434/v1/"))).DisposeAsync();
}
