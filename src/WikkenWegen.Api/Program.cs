using JasperFx;
using WikkenWegen.Api.Infrastructure.Http;
using WikkenWegen.Api.Infrastructure.OpenApi;
using WikkenWegen.Api.Infrastructure.Security;
using WikkenWegen.Api.Infrastructure.Store;
using WikkenWegen.Api.Recording;
using WikkenWegen.Api.Weighings;

var builder = WebApplication.CreateBuilder(args);
builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
builder.Services.AddSingleton(TimeProvider.System);
builder.Services.AddStore(builder.Configuration.GetConnectionString("WikkenWegen")!);
builder.Services.AddHostedService<SchemaUpdate>();
builder.Services.AddSingleton<WeighingReader>();
builder.AddRecording();
builder.Services.AddHostedService<WikkenWegen.Api.Demo.ExampleLoader>();
builder.Services.AddAuthentication(DemoAuthentication.Name)
    .AddScheme<Microsoft.AspNetCore.Authentication.AuthenticationSchemeOptions, DemoAuthentication>(DemoAuthentication.Name, null);
builder.Services.AddAuthorization();
builder.Services.AddOpenApiDocument();

var app = builder.Build();
app.UseHttpConventions();
app.UseAuthentication();
app.UseAuthorization();
app.MapSteps();
app.MapReads();
app.MapOpenApiDocument();

return await app.RunJasperFxCommands(args);
