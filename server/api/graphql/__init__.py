from django.core.exceptions import ImproperlyConfigured

from server.imports_left_out import left_out

# GeoDjango looks for the GDAL library under twelve names, twice, and starts ldconfig, gcc and ld for each: 0.4 s of
# processor time. Where it finds the library, it loads it. No setting prevents that.
with left_out("django.contrib.gis", ImproperlyConfigured):
    import strawberry_django  # noqa: F401  before any other module imports it
