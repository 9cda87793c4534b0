using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using HydraBot.Governance.Operations;
using HydraBot.Testing.Road;
using HydraBot.Workshops;
using Xunit;

namespace HydraBot.Tests.Workshops;

public class ComfyUITests
{
    private const string Cat = """{"prompt":"a cat","parameters":"steps=4; width=512; cfg=1.5"}""";

    [Fact]
    public async Task A_picture_comes_back_on_the_card_and_progress_tells_of_each_step()
    {
        await using var comfy = await FakeComfyUI.StartAsync();
        await using var road = await HouseAsync(comfy);
        var steps = new ConcurrentQueue<OperationProgress>();

        var (card, value) = await road.DoneAsync("comfyui.generate", Cat, progress: steps.Enqueue);

        Assert.Equal(FakeComfyUI.Png, card.Picture!.Content.ToArray());
        Assert.Equal("image/png", card.Picture.MediaType);
        Assert.Single(card.Files);
        Assert.Equal(["1-HydraBot_00001_.png", "2-HydraBot_00002_.png"], value.GetProperty("files").EnumerateArray().Select(file => file.GetProperty("name").GetString()!));
        Assert.Contains(steps, step => step.Text == "KSampler 1/2…");
        Assert.Equal(steps.Select(step => step.Fraction).Order(), steps.Select(step => step.Fraction));
        Assert.InRange(steps.Last().Fraction!.Value, 0.8, 1);
    }

    [Fact]
    public async Task Parameters_fill_the_templates_places_in_their_own_kind_and_never_become_part_of_the_graph()
    {
        await using var comfy = await FakeComfyUI.StartAsync();
        await using var road = await HouseAsync(comfy);

        await road.DoneAsync("comfyui.generate", """{"prompt":"{{steps}} \", \"class_type\": \"Evil","parameters":"steps=4; width=512; cfg=1.5; seed=7"}""");

        var graph = JsonNode.Parse(comfy.Asked.Single(call => call.Call == "POST /prompt").Body)!["prompt"]!;
        Assert.Equal("{{steps}} \", \"class_type\": \"Evil", (string)graph["2"]!["inputs"]!["text"]!);
        Assert.Equal((4, 7L, 1.5), ((int)graph["5"]!["inputs"]!["steps"]!, (long)graph["5"]!["inputs"]!["seed"]!, (double)graph["5"]!["inputs"]!["cfg"]!));
        Assert.Equal((512, 1024), ((int)graph["4"]!["inputs"]!["width"]!, (int)graph["4"]!["inputs"]!["height"]!));
        Assert.Equal("sdxl.safetensors", (string)graph["1"]!["inputs"]!["ckpt_name"]!);
        Assert.Equal("CheckpointLoaderSimple", (string)graph["1"]!["class_type"]!);
    }

    [Theory]
    [InlineData("""{"prompt":"a","parameters":"stepps=4"}""", "has no parameter 'stepps'; it has checkpoint=")]
    [InlineData("""{"prompt":"a","parameters":"steps=many"}""", "'steps' of 'text-to-image' is 'many'; allowed is a whole number")]
    [InlineData("""{"prompt":"a","parameters":"nonsense"}""", "'nonsense' is no parameter")]
    [InlineData("""{"prompt":""}""", "needs 'prompt'")]
    [InlineData("""{"prompt":"a","template":"../../etc/passwd"}""", "There is no template '../../etc/passwd'; there are text-to-image")]
    [InlineData("""{"prompt":"a","parameters":"steps=0"}""", "KSampler (5): Value 0 smaller than min of 1 steps")]
    public async Task What_does_not_fit_is_said_with_what_is_allowed(string arguments, string said)
    {
        await using var comfy = await FakeComfyUI.StartAsync();
        await using var road = await HouseAsync(comfy);
        Assert.Contains(said, await road.FailedAsync("comfyui.generate", arguments), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_node_that_fails_is_named_with_its_reason()
    {
        await using var comfy = await FakeComfyUI.StartAsync();
        comfy.FailsIn = "5";
        await using var road = await HouseAsync(comfy);
        Assert.Equal("ComfyUI failed in KSampler: CUDA out of memory. Tried to allocate 2.00 GiB.", await road.FailedAsync("comfyui.generate", Cat));
    }

    [Fact]
    public async Task A_connection_that_breaks_in_the_middle_loses_nothing()
    {
        await using var comfy = await FakeComfyUI.StartAsync();
        comfy.Breaks = true;
        await using var road = await HouseAsync(comfy);
        Assert.NotNull((await road.DoneAsync("comfyui.generate", Cat)).Card.Picture);
    }

    [Fact]
    public async Task Whoever_cancels_takes_the_workflow_out_of_ComfyUI_too()
    {
        await using var comfy = await FakeComfyUI.StartAsync();
        comfy.Hangs = true;
        await using var road = await HouseAsync(comfy);
        using var patience = new CancellationTokenSource();

        var run = road.RunAsync("comfyui.generate", Cat, patience: patience);
        var id = await comfy.Began.Task;
        await patience.CancelAsync();

        Assert.IsType<OperationOutcome.Cancelled>(await run);
        Assert.Contains(comfy.Asked, call => call.Call == "POST /interrupt" && call.Body.Contains(id, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_running_workflow_is_cancelled_without_naming_it_and_whoever_waits_for_it_is_told()
    {
        await using var comfy = await FakeComfyUI.StartAsync();
        comfy.Hangs = true;
        await using var road = await HouseAsync(comfy);

        var run = road.FailedAsync("comfyui.generate", Cat);
        var id = await comfy.Began.Task;
        Assert.Equal(id, (await road.DoneAsync("comfyui.cancel")).Value.GetProperty("id").GetString());
        Assert.Equal("Somebody interrupted this in ComfyUI.", await run);
        Assert.Equal("ComfyUI runs nothing.", await road.FailedAsync("comfyui.cancel"));
        Assert.Contains("neither runs 'x'", await road.FailedAsync("comfyui.cancel", """{"id":"x"}"""), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_that_are_too_large_stay_in_ComfyUI_and_are_counted()
    {
        await using var comfy = await FakeComfyUI.StartAsync();
        comfy.PictureBytes = 700_000;
        await using var road = await HouseAsync(comfy, ("Workshops:ComfyUI:PicturesMb", "1"));
        var (card, value) = await road.DoneAsync("comfyui.generate", Cat);
        Assert.Equal((1, 1), (value.GetProperty("files").GetArrayLength(), value.GetProperty("leftBehind").GetInt32()));
        Assert.Contains("1 more in ComfyUI", card.Footer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Status_models_and_memory_are_shown()
    {
        await using var comfy = await FakeComfyUI.StartAsync();
        await using var road = await HouseAsync(comfy);
        Assert.Contains("cuda:0 RTX 3090 12.0 of 24.0 GB free", (await road.DoneAsync("comfyui.status")).Value.GetProperty("devices")[0].GetString(), StringComparison.Ordinal);
        Assert.Contains("flux.safetensors", (await road.DoneAsync("comfyui.models")).Card.Text, StringComparison.Ordinal);
        Assert.Contains("loras", (await road.DoneAsync("comfyui.models", """{"folder":"all"}""")).Card.Text, StringComparison.Ordinal);
        await road.DoneAsync("comfyui.free");
        Assert.Contains(comfy.Asked, call => call.Call == "POST /free" && call.Body.Contains("\"unload_models\":true", StringComparison.Ordinal));
        Assert.Equal(["text-to-image"], await road.SuggestAsync("comfyui.generate", "template", "text"));
    }

    [Fact]
    public async Task A_template_of_ones_own_is_a_file_in_the_folder()
    {
        await using var comfy = await FakeComfyUI.StartAsync();
        var folder = Directory.CreateTempSubdirectory("hydrabot-templates-");
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "mine.json"), """{"1":{"class_type":"Load","inputs":{"on":"{{on=true}}","text":"a {{what}} of {{prompt=}}"}},"2":{"class_type":"Save","inputs":{}}}""", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "ui.json"), """{"nodes":[],"links":[]}""", TestContext.Current.CancellationToken);
        await using var road = await HouseAsync(comfy, ("Workshops:ComfyUI:Templates", folder.FullName));

        await road.DoneAsync("comfyui.generate", """{"prompt":"snow","template":"mine","parameters":"{\"what\":\"drawing\",\"on\":false}"}""");

        var inputs = JsonNode.Parse(comfy.Asked.Single(call => call.Call == "POST /prompt").Body)!["prompt"]!["1"]!["inputs"]!;
        Assert.Equal((false, "a drawing of snow"), ((bool)inputs["on"]!, (string)inputs["text"]!));
        Assert.Contains("no workflow in API format", await road.FailedAsync("comfyui.generate", """{"prompt":"a","template":"ui"}"""), StringComparison.Ordinal);
        folder.Delete(recursive: true);
    }

    private static Task<TestRoad> HouseAsync(FakeComfyUI comfy, params (string, string)[] settings) =>
        Rooms.BuildAsync(builder => builder.AddWorkshops(), [("Workshops:ComfyUI:Url", comfy.Url), .. settings]);
}
